// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The SIP stack: a thread of the library, sockets, resolver, and the events of all registrations made on it. One is
 * enough for any number of accounts. Any thread may call; no method waits for the network unless it says so.
 *
 * <p>An endpoint with registrations lives until {@link #close()}, like a thread, whether or not anybody still refers to
 * it. One without registrations that nobody refers to ends by itself some time.
 *
 * <pre>{@code
 * SipEndpoint endpoint = SipEndpoint.builder().start(listener);
 * try (SipAccount account = SipAccount.builder("sip:alice@example.com", "sip:example.com").password(secret).build()) {
 *     endpoint.newRegistration(account).start();
 * }
 * ...
 * endpoint.unregisterAll(5000);
 * endpoint.close();
 * }</pre>
 */
public final class SipEndpoint implements AutoCloseable {
    /** Endpoints that have registrations: what they keep must go on when nobody refers to them. */
    private static final Set<SipEndpoint> BUSY = new HashSet<SipEndpoint>();
    private static final long TOLD_MILLIS = 1000;

    private static final Snapshots.Calls SNAPSHOTS = new Snapshots.Calls() {
        @Override
        public int snapshot(long handle, byte[] key, byte[] place, long[] length) {
            return SipregNative.sipreg_endpoint_snapshot(handle, key, place, length);
        }

        @Override
        public int restore(long handle, byte[] key, byte[] snapshot) {
            return SipregNative.sipreg_endpoint_restore(handle, key, snapshot);
        }
    };

    private final NativeRef ref;
    private final Delivery delivery;
    private final Pump pump;
    private final Map<Long, SipRegistration> registrations = new HashMap<Long, SipRegistration>();
    private boolean closed;

    /** Takes over one reference of a started endpoint. */
    SipEndpoint(long handle, SipListener listener, Executor executor) {
        ref = new EndpointRef(this, handle);
        delivery = new Delivery(listener, executor);
        pump = new Pump(this, handle);
        boolean pumping = false;
        try {
            pump.start();
            pumping = true;
        } finally {
            if (!pumping) {
                pump.abandon();
                ref.close();
            }
        }
    }

    /**
     * An endpoint to be made.
     *
     * @return a builder with the defaults
     */
    public static SipEndpointBuilder builder() {
        return new SipEndpointBuilder();
    }

    /**
     * Version of the C library that runs.
     *
     * @return as "0.1.0"
     */
    public static String version() {
        return SipregNative.sipreg_version();
    }

    /**
     * Make a registration of an account. It does nothing until asked.
     *
     * @param account what to register where; may be closed afterwards
     * @return the registration
     * @throws SipStateException if the account has an HA1 without a realm, or is sips: on a way that is not TLS
     *         throughout
     * @throws SipClosedException if the endpoint or the account is closed
     */
    public SipRegistration newRegistration(SipAccount account) {
        if (account == null) {
            throw new NullPointerException("account");
        }
        NativeRef.releaseForgotten();
        long from = account.ref.enter();
        try {
            long handle = ref.enter();
            try {
                long[] out = new long[1];
                Failures.check("account: an HA1 without realm, or sips: on a way that is not TLS throughout",
                        SipregNative.sipreg_registration_new(out, handle, from));
                return adopt(new SipRegistration(this, account.aor(), out[0]));
            } finally {
                ref.leave();
            }
        } finally {
            account.ref.leave();
        }
    }

    /**
     * Registrations that were made here and are not closed.
     *
     * @return a copy, in no order
     */
    public List<SipRegistration> registrations() {
        synchronized (registrations) {
            return new ArrayList<SipRegistration>(registrations.values());
        }
    }

    /**
     * The host is about to sleep: nothing is sent until {@link #resume()}, what is under way is cut off. Bindings run
     * on.
     */
    public void suspend() {
        long handle = ref.enter();
        try {
            Failures.check("suspend", SipregNative.sipreg_endpoint_suspend(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * The host is awake again: what was cut off begins anew, what has become due is done. Without suspend it does
     * nothing.
     */
    public void resume() {
        long handle = ref.enter();
        try {
            Failures.check("resume", SipregNative.sipreg_endpoint_resume(handle));
        } finally {
            ref.leave();
        }
    }

    /** The network changed; addresses and DNS servers are found out anew. As {@code networkChanged(null, null)}. */
    public void networkChanged() {
        networkChanged(null, null);
    }

    /**
     * The network changed. After a moment of quiet ({@link SipEndpointBuilder#settleMillis}) all sockets are closed and
     * opened anew, and each registration that is kept registers from where we are then. May be called as often as the
     * system tells of it.
     *
     * @param addresses local addresses to send from, as for {@link SipEndpointBuilder#addBindAddress}; empty lets the
     *         kernel choose; null leaves it as it was
     * @param dnsServers as for {@link SipEndpointBuilder#addDnsServer}; empty asks the system's; null leaves those that
     *         were given, or reads the system's anew
     * @throws SipArgumentException if one is not numeric, or is link-local without a zone
     */
    public void networkChanged(Iterable<String> addresses, Iterable<String> dnsServers) {
        String from = joined("addresses", addresses);
        String servers = joined("dnsServers", dnsServers);
        byte[] fromText = Text.encodeOrNull("addresses", from);
        byte[] serverText = Text.encodeOrNull("dnsServers", servers);
        long handle = ref.enter();
        try {
            Failures.check("addresses: " + from + ", dnsServers: " + servers,
                    SipregNative.sipreg_endpoint_network_changed(handle, fromText, serverText));
        } finally {
            ref.leave();
        }
    }

    /**
     * Seal what {@link SipRegistration#snapshot} does, of all registrations that have sent a request, for
     * {@link #restore}.
     *
     * @param key {@link SipRegistration#SNAPSHOT_KEY_SIZE} bytes of yours, secret and random
     * @return the snapshot
     */
    public byte[] snapshot(byte[] key) {
        return Snapshots.take(ref, SNAPSHOTS, key);
    }

    /**
     * Have each registration that is made from now on go on where the snapshot was taken, if it is in it: the first one
     * of the same address-of-record and registrar takes its part. A second call replaces what is left.
     *
     * @param key the one that it was sealed with
     * @param snapshot the snapshot
     * @throws SipSnapshotException if it is no snapshot of an endpoint, cut, of a later version, or not sealed with
     *         this key
     */
    public void restore(byte[] key, byte[] snapshot) {
        Snapshots.restore(ref, SNAPSHOTS, key, snapshot);
    }

    /**
     * Stop all registrations and wait until their bindings are removed or that has failed: the polite end before
     * {@link #close()}. The listener has heard of it when this returns, unless its executor does not get there within
     * a second, as when this is called on the executor's only thread: then it hears of it afterwards.
     *
     * @param timeoutMillis longest wait, for all together
     * @return true if all came to an end in time
     * @throws InterruptedException if the thread is interrupted; what was stopped stays so
     * @throws IllegalStateException on the thread that events are told by, which would wait for itself
     */
    public boolean unregisterAll(long timeoutMillis) throws InterruptedException {
        if (pump.isCurrentThread()) {
            throw new IllegalStateException("unregisterAll() within the listener would wait for itself");
        }
        List<SipRegistration> all = registrations();
        CountDownLatch left = new CountDownLatch(all.size());
        List<Watcher> watchers = new ArrayList<Watcher>();
        try {
            for (SipRegistration one : all) {
                Watcher watcher = new EndWatcher(left);
                watchers.add(watcher);
                one.watch(watcher);
                try {
                    one.stop();
                } catch (SipClosedException closedMeanwhile) {
                    watcher.onClosed();
                }
            }
            boolean allEnded = left.await(timeoutMillis, TimeUnit.MILLISECONDS);
            delivery.awaitTold(TOLD_MILLIS);
            return allEnded;
        } finally {
            for (int i = 0; i < watchers.size(); i++) {
                all.get(i).unwatch(watchers.get(i));
            }
        }
    }

    /**
     * With {@link SipEndpointBuilder#callerDriven}: do what is due and return at once. Any thread, one at a time.
     *
     * @throws SipStateException if it is not caller-driven, or a call is under way
     */
    public void process() {
        long handle = ref.enter();
        try {
            Failures.check("process", SipregNative.sipreg_endpoint_process(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * With {@link SipEndpointBuilder#callerDriven}: descriptor that is readable when {@link #process()} has work. To be
     * waited for only, as by Android's {@code MessageQueue}: never read it, never close it.
     *
     * @return the descriptor; -1 if there is none
     */
    public int processDescriptor() {
        long handle = ref.enter();
        try {
            return SipregNative.sipreg_endpoint_process_fd(handle);
        } finally {
            ref.leave();
        }
    }

    /**
     * With {@link SipEndpointBuilder#callerDriven}: when {@link #process()} is due even if nothing is readable.
     *
     * @return milliseconds; -1 for never
     */
    public int nextDeadlineMillis() {
        long handle = ref.enter();
        try {
            return SipregNative.sipreg_endpoint_next_deadline_ms(handle);
        } finally {
            ref.leave();
        }
    }

    /**
     * End all work now. Bindings are left as they are at the registrars: see {@link #unregisterAll}. No event begins to
     * be delivered after this has returned, unless another thread was just about to. Never waits; may be called again,
     * from any thread, also within the listener and under any lock.
     */
    @Override
    public void close() {
        List<SipRegistration> orphans;
        synchronized (registrations) {
            if (closed) {
                return;
            }
            closed = true;
            orphans = registrations();
            registrations.clear();
            setBusy(false);
        }
        delivery.close();
        long handle = ref.enter();
        try {
            SipregNative.sipreg_endpoint_shutdown(handle);
        } finally {
            ref.leave();
        }
        ref.close();
        for (SipRegistration one : orphans) {
            one.release();
        }
    }

    /**
     * Whether it was closed.
     *
     * @return true if so
     */
    public boolean isClosed() {
        return ref.isClosed();
    }

    /**
     * Wait until the work has really ended after {@link #close()}: threads have left, sockets are closed. For orderly
     * ends of programs; nothing requires it.
     *
     * @param timeoutMillis longest wait; 0 asks
     * @return true if it has ended
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException if it is not closed, or on the thread that events are told by, which would wait for
     *         itself
     */
    public boolean awaitClosed(long timeoutMillis) throws InterruptedException {
        if (!isClosed()) {
            throw new IllegalStateException("the endpoint is not closed");
        }
        return pump.await(timeoutMillis);
    }

    /** Copies and hands over one event of the queue. On the pump's thread; event's reference is ours. */
    void dispatch(long event) {
        SipRegistration owner = null;
        long id = SipregNative.sipreg_event_registration_id(event);
        if (id != 0) {
            synchronized (registrations) {
                owner = registrations.get(id);
            }
            if (owner == null) { // closed meanwhile
                SipregNative.sipreg_event_unref(event);
                return;
            }
        }
        SipEvent copy = SipEvent.take(this, owner, event);
        delivery.deliver(copy);
        if (owner != null) {
            owner.tellWatchers(copy);
        }
        delivery.awaitRoom();
    }

    void forget(SipRegistration registration) {
        synchronized (registrations) {
            registrations.remove(registration.id());
            setBusy(!registrations.isEmpty());
        }
    }

    private SipRegistration adopt(SipRegistration registration) {
        boolean tooLate;
        synchronized (registrations) {
            tooLate = closed;
            if (!closed) {
                registrations.put(registration.id(), registration);
                setBusy(true);
            }
        }
        if (tooLate) {
            registration.release();
            throw new SipClosedException("the endpoint is closed");
        }
        return registration;
    }

    private void setBusy(boolean busy) {
        synchronized (BUSY) {
            if (busy) {
                BUSY.add(this);
            } else {
                BUSY.remove(this);
            }
        }
    }

    private static String joined(String name, Iterable<String> parts) {
        if (parts == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (String one : parts) {
            if (one == null) {
                throw new NullPointerException(name);
            }
            text.append(text.length() == 0 ? "" : ",").append(one);
        }
        return text.toString();
    }

    /** Counts down once when its registration has come to an end. */
    private static final class EndWatcher extends Watcher {
        private final CountDownLatch left;
        private boolean told;

        EndWatcher(CountDownLatch left) {
            this.left = left;
        }

        @Override
        synchronized void onEvent(SipEvent event) {
            if (event.state() == SipState.IDLE) {
                onClosed();
            }
        }

        @Override
        synchronized void onClosed() {
            if (!told) {
                told = true;
                left.countDown();
            }
        }
    }
}
