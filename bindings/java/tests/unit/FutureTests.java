// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import conformance.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Outcomes as futures. */
final class FutureTests {
    private FutureTests() {
    }

    static void eachCompletesWithItsEvent() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.addSomeone();
            Check.is(get(SipFutures.start(registration)).type(), SipEventType.REGISTERED, "start");
            Check.is(get(SipFutures.refresh(registration, 10_000)).type(), SipEventType.REGISTERED, "refresh");
            SipEvent bindings = get(SipFutures.query(registration));
            Check.is(bindings.bindings().size(), 1, "query");
            Check.is(get(SipFutures.removeBinding(registration, "sip:nobody@127.0.0.1")).operation(), SipOperation.REMOVE_BINDING,
                "remove binding");
            Check.is(get(SipFutures.stop(registration)).type(), SipEventType.UNREGISTERED, "stop");
            Check.is(get(SipFutures.registerOnce(registration)).type(), SipEventType.REGISTERED, "once");
            Check.is(get(SipFutures.removeAll(registration)).type(), SipEventType.BINDINGS, "remove all");
        }
    }

    static void failureIsAnException() throws Exception {
        try (Stage stage = new Stage()) {
            CompletableFuture<SipEvent> future = SipFutures.start(stage.add(Stage.alice("looking-glass")));
            ExecutionException failed = Check.thrown(ExecutionException.class, () -> get(future));
            SipFailedException cause = (SipFailedException) failed.getCause();
            Check.is(cause.event().failure(), SipFailure.CREDENTIALS, "failure");
            Check.that(cause.getMessage().startsWith("CREDENTIALS: "), cause.getMessage());
        }
    }

    static void closingEndsTheWait() throws Exception {
        Stage stage = new Stage();
        CompletableFuture<SipEvent> one = SipFutures.start(stage.add(SipAccount.builder(Stage.ALICE, Stage.given("SIPREG_MUTE"))));
        SipRegistration alone = stage.add(SipAccount.builder(Stage.ALICE, Stage.given("SIPREG_MUTE")));
        CompletableFuture<SipEvent> other = SipFutures.start(alone);
        alone.close();
        Check.is(Check.thrown(ExecutionException.class, () -> get(other)).getCause().getClass(), SipClosedException.class, "cause");
        stage.close();
        Check.is(Check.thrown(ExecutionException.class, () -> get(one)).getCause().getClass(), SipClosedException.class, "cause");
        Check.thrown(SipClosedException.class, () -> SipFutures.start(alone));
    }

    static void continuationsDoNotRunOnThePump() throws Exception {
        try (Stage stage = new Stage()) {
            String thread = SipFutures.start(stage.addSomeone()).thenApply(event -> Thread.currentThread().getName())
                .get(20, TimeUnit.SECONDS);
            Check.that(!thread.startsWith("sipreg-events"), thread);
        }
    }

    private static SipEvent get(CompletableFuture<SipEvent> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
