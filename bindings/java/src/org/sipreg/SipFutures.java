// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.concurrent.CompletableFuture;

/**
 * What a registration is asked for, with its outcome as a {@link CompletableFuture}. The listener hears of the same
 * events.
 *
 * <p>A future completes with the event, exceptionally with a {@link SipFailedException} for the first attempt that
 * failed, also where the library tries again by itself, or with a {@link SipClosedException} when endpoint or
 * registration is closed. It completes on a thread of {@link CompletableFuture}'s own, never on that of the events. To
 * cancel it changes nothing for the registration.
 *
 * <p>CompletableFuture came to Android with API 24. Nothing else in the package refers to this class, so that older
 * ones never load it.
 */
public final class SipFutures {
    private SipFutures() {
    }

    /**
     * {@link SipRegistration#start()}.
     *
     * @param registration who is asked
     * @return the first {@link SipEventType#REGISTERED} from now on
     */
    public static CompletableFuture<SipEvent> start(SipRegistration registration) {
        Outcome outcome = new Outcome(registration, SipEventType.REGISTERED, SipOperation.REGISTER);
        try {
            registration.start();
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#registerOnce()}.
     *
     * @param registration who is asked
     * @return the first {@link SipEventType#REGISTERED} from now on
     */
    public static CompletableFuture<SipEvent> registerOnce(SipRegistration registration) {
        Outcome outcome = new Outcome(registration, SipEventType.REGISTERED, SipOperation.REGISTER);
        try {
            registration.registerOnce();
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#refresh(int)}.
     *
     * @param registration who is asked
     * @param deadlineMillis 100 to 600000
     * @return the first {@link SipEventType#REGISTERED} from now on
     */
    public static CompletableFuture<SipEvent> refresh(SipRegistration registration, int deadlineMillis) {
        Outcome outcome = new Outcome(registration, SipEventType.REGISTERED, SipOperation.REGISTER);
        try {
            registration.refresh(deadlineMillis);
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#stop()}.
     *
     * @param registration who is asked
     * @return the first {@link SipEventType#UNREGISTERED} from now on
     */
    public static CompletableFuture<SipEvent> stop(SipRegistration registration) {
        Outcome outcome = new Outcome(registration, SipEventType.UNREGISTERED, SipOperation.UNREGISTER);
        try {
            registration.stop();
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#query()}.
     *
     * @param registration who is asked
     * @return the first {@link SipEventType#BINDINGS} from now on
     */
    public static CompletableFuture<SipEvent> query(SipRegistration registration) {
        Outcome outcome = new Outcome(registration, SipEventType.BINDINGS, SipOperation.QUERY);
        try {
            registration.query();
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#removeBinding(String)}.
     *
     * @param registration who is asked
     * @param uri Contact URI of the binding
     * @return the first {@link SipEventType#BINDINGS} from now on, with what is left
     */
    public static CompletableFuture<SipEvent> removeBinding(SipRegistration registration, String uri) {
        Outcome outcome = new Outcome(registration, SipEventType.BINDINGS, SipOperation.REMOVE_BINDING);
        try {
            registration.removeBinding(uri);
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /**
     * {@link SipRegistration#removeAll()}.
     *
     * @param registration who is asked
     * @return the first {@link SipEventType#BINDINGS} from now on
     */
    public static CompletableFuture<SipEvent> removeAll(SipRegistration registration) {
        Outcome outcome = new Outcome(registration, SipEventType.BINDINGS, SipOperation.REMOVE_ALL);
        try {
            registration.removeAll();
        } catch (RuntimeException refused) {
            throw outcome.dropped(refused);
        }
        return outcome.future;
    }

    /** Waits for an event of one type, or a failure, of one operation. */
    private static final class Outcome extends Watcher {
        final CompletableFuture<SipEvent> future = new CompletableFuture<SipEvent>();
        private final SipRegistration registration;
        private final SipEventType type;
        private final SipOperation operation;

        Outcome(SipRegistration registration, SipEventType type, SipOperation operation) {
            this.registration = registration;
            this.type = type;
            this.operation = operation;
            registration.watch(this);
        }

        RuntimeException dropped(RuntimeException refused) {
            registration.unwatch(this);
            return refused;
        }

        @Override
        void onEvent(SipEvent event) {
            if (event.operation() != operation || event.type() != type && event.type() != SipEventType.FAILED) {
                return;
            }
            complete(event, event.type() == type ? null : new SipFailedException(event));
        }

        @Override
        void onClosed() {
            complete(null, new SipClosedException("the registration was closed"));
        }

        /**
         * The application's continuations run wherever a future is completed: not on the pump, not under a closer's
         * lock.
         */
        private void complete(final SipEvent event, final RuntimeException failure) {
            registration.unwatch(this);
            CompletableFuture.runAsync(new Runnable() {
                @Override
                public void run() {
                    if (failure != null) {
                        future.completeExceptionally(failure);
                    } else {
                        future.complete(event);
                    }
                }
            });
        }
    }
}
