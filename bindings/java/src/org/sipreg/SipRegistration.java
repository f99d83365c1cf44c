// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One account at work on one endpoint, made by {@link SipEndpoint#newRegistration}. It does nothing until asked.
 * Methods return at once; what became of it is told by events, and only by events. Any thread may call.
 *
 * <p>Its endpoint keeps it until one of the two is closed; to forget the object does not end the registration. After
 * that, methods throw {@link SipClosedException}; names and numbers can still be asked.
 */
public final class SipRegistration implements AutoCloseable {
    /** Bytes of the key that seals snapshots. */
    public static final int SNAPSHOT_KEY_SIZE = SipregNativeConstants.SIPREG_SNAPSHOT_KEY_SIZE;

    private static final Snapshots.Calls SNAPSHOTS = new Snapshots.Calls() {
        @Override
        public int snapshot(long handle, byte[] key, byte[] place, long[] length) {
            return SipregNative.sipreg_registration_snapshot(handle, key, place, length);
        }

        @Override
        public int restore(long handle, byte[] key, byte[] snapshot) {
            return SipregNative.sipreg_registration_restore(handle, key, snapshot);
        }
    };

    final NativeRef ref;
    private final SipEndpoint endpoint;
    private final String aor;
    private final long id;
    private List<Watcher> watchers = Collections.emptyList();

    /** Takes over one reference of handle. */
    SipRegistration(SipEndpoint endpoint, String aor, long handle) {
        this.endpoint = endpoint;
        this.aor = aor;
        id = SipregNative.sipreg_registration_id(handle);
        ref = new RegistrationRef(this, handle);
    }

    /**
     * Where it is at work.
     *
     * @return the endpoint
     */
    public SipEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Address-of-record of its account.
     *
     * @return as it was given
     */
    public String aor() {
        return aor;
    }

    /**
     * Its number, unique in the process and never reused.
     *
     * @return the number
     */
    public long id() {
        return id;
    }

    /**
     * Register now and keep the binding alive until {@link #stop()}. {@link SipEventType#REGISTERED} or
     * {@link SipEventType#FAILED} follows; refreshing, answering challenges and retrying then go on by themselves. On a
     * registration given up, or waiting for its next attempt, it tries again at once; otherwise starting twice changes
     * nothing.
     */
    public void start() {
        long handle = ref.enter();
        try {
            Failures.check("start", SipregNative.sipreg_registration_start(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * Register once: one attempt, no refresh, no retry. {@link SipEventType#REGISTERED} or {@link SipEventType#FAILED}
     * follows, and {@link SipEventType#EXPIRED} when the binding runs out. Ends the keeping begun by {@link #start()}.
     */
    public void registerOnce() {
        long handle = ref.enter();
        try {
            Failures.check("registerOnce", SipregNative.sipreg_registration_register_once(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * Remove our binding and stop. {@link SipEventType#UNREGISTERED} follows, or {@link SipEventType#FAILED} with
     * operation {@link SipOperation#UNREGISTER}, after which the binding is left to run out. A REGISTER under way is
     * awaited first.
     */
    public void stop() {
        long handle = ref.enter();
        try {
            Failures.check("stop", SipregNative.sipreg_registration_stop(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * Ask the registrar for all bindings of the address-of-record. {@link SipEventType#BINDINGS}, or
     * {@link SipEventType#FAILED} with operation {@link SipOperation#QUERY}, follows.
     */
    public void query() {
        long handle = ref.enter();
        try {
            Failures.check("query", SipregNative.sipreg_registration_query(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * Remove one binding that is not ours, or was lost sight of. {@link SipEventType#BINDINGS} with what is left, or
     * {@link SipEventType#FAILED}, follows with operation {@link SipOperation#REMOVE_BINDING}. Several that are asked
     * for together go in one request.
     *
     * @param uri its Contact URI, as {@link SipBinding#uri()} gives it
     * @throws SipArgumentException if it is no SIP URI
     */
    public void removeBinding(String uri) {
        byte[] text = Text.encode("uri", uri);
        long handle = ref.enter();
        try {
            Failures.check("uri: \"" + uri + "\"", SipregNative.sipreg_registration_remove_binding(handle, text));
        } finally {
            ref.leave();
        }
    }

    /**
     * Remove all bindings of the address-of-record, those of other devices too. {@link SipEventType#BINDINGS} or
     * {@link SipEventType#FAILED} follows, with operation {@link SipOperation#REMOVE_ALL}. Ours goes with them, told by
     * {@link SipEventType#UNREGISTERED}; if the registration is kept, it is made anew at once.
     */
    public void removeAll() {
        long handle = ref.enter();
        try {
            Failures.check("removeAll", SipregNative.sipreg_registration_remove_all(handle));
        } finally {
            ref.leave();
        }
    }

    /**
     * Register or refresh at once, after a push or a wake-up: {@link SipEventType#REGISTERED} or
     * {@link SipEventType#FAILED} follows within the deadline. Neither a wait after failures nor a Retry-After holds it back.
     * A registration that was not started is kept from now on.
     *
     * @param deadlineMillis 100 to 600000
     * @throws SipArgumentException if it is outside that
     */
    public void refresh(int deadlineMillis) {
        long handle = ref.enter();
        try {
            Failures.check("deadlineMillis: " + deadlineMillis,
                    SipregNative.sipreg_registration_refresh(handle, deadlineMillis));
        } finally {
            ref.leave();
        }
    }

    /**
     * Go on with another account of the same address-of-record and registrar: a rotated password, other Contacts,
     * another push token. If the registrar would see a difference and the registration is kept, it refreshes at once,
     * and Contacts that are gone are removed in the same request; new credentials alone are used when the next answer
     * to a challenge is due. A registration that was given up needs {@link #start()} besides.
     *
     * @param account the account
     * @throws SipArgumentException if it is of another address-of-record or registrar
     */
    public void update(SipAccount account) {
        long changed = account.ref.enter();
        try {
            long handle = ref.enter();
            try {
                Failures.check("account", SipregNative.sipreg_registration_update(handle, changed));
            } finally {
                ref.leave();
            }
        } finally {
            account.ref.leave();
        }
    }

    /**
     * How it stands now. May wait a moment for the endpoint's thread; what was asked for a moment ago may not be begun yet.
     *
     * @return an event of type {@link SipEventType#STATUS}
     */
    public SipEvent status() {
        long handle = ref.enter();
        try {
            long[] out = new long[1];
            Failures.check("status", SipregNative.sipreg_registration_status(handle, out));
            return SipEvent.take(endpoint, this, out[0]);
        } finally {
            ref.leave();
        }
    }

    /**
     * What the last attempts did and why; see {@link SipEndpointBuilder#explainedAttempts}. May wait a moment for the
     * endpoint's thread.
     *
     * @return an immutable copy
     */
    public SipExplanation explain() {
        long handle = ref.enter();
        try {
            long[] out = new long[1];
            Failures.check("explain", SipregNative.sipreg_registration_explain(handle, out));
            return SipExplanation.take(out[0]);
        } finally {
            ref.leave();
        }
    }

    /**
     * Seal what the next run of the program needs to refresh the same binding with one message: Call-ID, CSeq, nonces,
     * Contact, addresses, and until when the binding lives. No password is in it. Take one after each
     * {@link SipEventType#REGISTERED}; one that is a little old will do. May wait a moment for the endpoint's thread.
     *
     * @param key {@link #SNAPSHOT_KEY_SIZE} bytes of yours, secret and random
     * @return the snapshot
     * @throws SipStateException if no request was sent yet
     */
    public byte[] snapshot(byte[] key) {
        return Snapshots.take(ref, SNAPSHOTS, key);
    }

    /**
     * Go on where a snapshot was taken, before anything else is asked of the registration. {@link #start()} then
     * refreshes the binding with credentials at once.
     *
     * @param key the one that it was sealed with
     * @param snapshot the snapshot
     * @throws SipSnapshotException if it is foreign, cut, of a later version, or not sealed with this key
     * @throws SipStateException if the registration has been asked for something already
     */
    public void restore(byte[] key, byte[] snapshot) {
        Snapshots.restore(ref, SNAPSHOTS, key, snapshot);
    }

    /**
     * Abandon it now: no further request, no further event; a binding is left to run out. {@link #stop()} and its event
     * come first where it should go. Never waits; may be called again, from any thread, also within the listener and
     * under any lock.
     */
    @Override
    public void close() {
        endpoint.forget(this);
        release();
    }

    /**
     * Whether it was closed, by itself or with its endpoint.
     *
     * @return true if so
     */
    public boolean isClosed() {
        return ref.isClosed();
    }

    @Override
    public String toString() {
        return "SipRegistration[" + id + " " + aor + "]";
    }

    /** Gives the handle back; those who wait for an event hear that none will come. */
    void release() {
        if (ref.close()) {
            for (Watcher one : watchers()) {
                one.onClosed();
            }
        }
    }

    /** Hears of events beside the listener, on the pump's thread. */
    void watch(Watcher watcher) {
        synchronized (ref) {
            List<Watcher> more = new ArrayList<Watcher>(watchers);
            more.add(watcher);
            watchers = more;
        }
        if (ref.isClosed()) {
            watcher.onClosed();
        }
    }

    void unwatch(Watcher watcher) {
        synchronized (ref) {
            List<Watcher> fewer = new ArrayList<Watcher>(watchers);
            fewer.remove(watcher);
            watchers = fewer;
        }
    }

    void tellWatchers(SipEvent event) {
        for (Watcher one : watchers()) {
            one.onEvent(event);
        }
    }

    private List<Watcher> watchers() {
        synchronized (ref) {
            return watchers;
        }
    }
}
