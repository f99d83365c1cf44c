// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The settings of a {@link SipEndpoint}, which {@link #start(SipListener)} makes. Each setter checks what it is given
 * at once, and throws {@link SipArgumentException} for what is malformed or out of range, with nothing changed. Times
 * are in milliseconds. One builder makes one endpoint; after that every method throws {@link IllegalStateException}.
 */
public final class SipEndpointBuilder {
    private final NativeRef ref;
    private boolean started;

    SipEndpointBuilder() {
        NativeRef.releaseForgotten();
        long[] out = new long[1];
        Failures.check("endpoint", SipregNative.sipreg_endpoint_new(out));
        ref = new EndpointRef(this, out[0]);
    }

    /**
     * Make no thread of the library: the caller drives by {@link SipEndpoint#process()}. Events still come as for any
     * endpoint.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipEndpointBuilder callerDriven(boolean on) {
        return judge("callerDriven", SipregNative.sipreg_endpoint_set_caller_driven(handle(), number(on)));
    }

    /**
     * Make requests that reach the endpoint's sockets events of type {@link SipEventType#REQUEST}, to be answered with
     * {@link SipRequest#respond(int)}. Whatever is set, OPTIONS is answered 200 by the library, and ACK is dropped;
     * requests that nobody answers get 481 (BYE, CANCEL, PRACK) or 405. Requests are taken from addresses to which the
     * endpoint has sent requests itself, and over connections that it made; others are dropped without an answer. At
     * most 64 wait for their answers.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipEndpointBuilder offerRequests(boolean on) {
        return judge("offerRequests", SipregNative.sipreg_endpoint_set_offer_requests(handle(), number(on)));
    }

    /**
     * Add a local address to send from: "192.0.2.1", "192.0.2.1:5060", "[2001:db8::1]:5060", "fe80::2%eth0". The first
     * one of each family, and of each link, is used; without any, what the kernel routes to the registrar, at a port of
     * its choice.
     *
     * @param address numeric address; a link-local one with its zone
     * @return this
     */
    public synchronized SipEndpointBuilder addBindAddress(String address) {
        byte[] text = Text.encode("addBindAddress", address);
        return judge("addBindAddress: \"" + address + "\"", SipregNative.sipreg_endpoint_add_bind_address(handle(), text));
    }

    /**
     * Transports that may be used. Default all.
     *
     * @param transports at least one
     * @return this
     */
    public synchronized SipEndpointBuilder transports(Set<SipTransport> transports) {
        int bits = 0;
        for (SipTransport one : transports) {
            bits |= one.number();
        }
        return judge("transports: " + transports, SipregNative.sipreg_endpoint_set_transports(handle(), bits));
    }

    /**
     * TLS settings of accounts that have none of their own. Default: the system's root certificates, TLS 1.2 and up, no
     * client certificate. Android's roots are not where OpenSSL looks for them: see
     * {@link SipTlsBuilder#trust(Iterable)}.
     *
     * @param tls the settings; null for the default
     * @return this
     * @throws SipException if no roots were given and the system has none
     */
    public synchronized SipEndpointBuilder tls(SipTls tls) {
        if (tls == null) {
            return judge("tls", SipregNative.sipreg_endpoint_set_tls(handle(), 0));
        }
        synchronized (tls.ref) { // the sentence that is kept on a refusal is the settings' own
            long settings = tls.ref.enter();
            try {
                tls.judge(SipregNative.sipreg_endpoint_set_tls(handle(), settings), settings);
            } finally {
                tls.ref.leave();
            }
        }
        return this;
    }

    /**
     * Time limit to connect, the handshakes of TLS and WebSocket included. Default 3500.
     *
     * @param timeoutMillis 100 to 600000
     * @return this
     */
    public synchronized SipEndpointBuilder connectTimeoutMillis(int timeoutMillis) {
        return judge("connectTimeoutMillis: " + timeoutMillis,
                SipregNative.sipreg_endpoint_set_connect_timeout_ms(handle(), timeoutMillis));
    }

    /**
     * How the flow by which a binding was made, over which the registrar reaches us, is kept open and watched (RFC 5626
     * section 4.4). One ping goes out per flow, however many registrations share it, after 80 to 100 percent of these
     * times; sooner where the registrar says so by Flow-Timer. A flow that is lost makes a
     * {@link SipEventType#DEGRADED} event of each registration that relied on it, and those that are kept register anew within
     * four seconds.
     *
     * @param datagramMillis longest time between two pings over UDP, 1000 to 3600000; default 29000; 0 for none
     * @param streamMillis the same over connections; default 120000; 0 for none
     * @param pongMillis how long the answer may take, 100 to 600000; default 10000
     * @return this
     */
    public synchronized SipEndpointBuilder keepaliveMillis(int datagramMillis, int streamMillis, int pongMillis) {
        return judge("keepaliveMillis: " + datagramMillis + ", " + streamMillis + ", " + pongMillis,
                SipregNative.sipreg_endpoint_set_keepalive_ms(handle(), datagramMillis, streamMillis, pongMillis));
    }

    /**
     * Make the ping over UDP a STUN Binding request (RFC 5626 section 3.5.2), for registrars that answer such: silence
     * then tells that the flow is lost. Otherwise it is an empty line, which nobody answers.
     *
     * @param on true for STUN; default false
     * @return this
     */
    public synchronized SipEndpointBuilder stunKeepalive(boolean on) {
        return judge("stunKeepalive", SipregNative.sipreg_endpoint_set_stun_keepalive(handle(), number(on)));
    }

    /**
     * After which a connection that no registration is reached by, and that carries no request, is closed. Default
     * 32000.
     *
     * @param idleMillis 100 to 3600000
     * @return this
     */
    public synchronized SipEndpointBuilder idleMillis(int idleMillis) {
        return judge("idleMillis: " + idleMillis, SipregNative.sipreg_endpoint_set_idle_ms(handle(), idleMillis));
    }

    /**
     * Which of a registrar's addresses are used, and in which order. A registrar without an address of a family that is
     * wanted fails with {@link SipFailure#DNS}. Default {@link SipFamily#ANY}.
     *
     * @param family the family
     * @return this
     */
    public synchronized SipEndpointBuilder family(SipFamily family) {
        return judge("family: " + family, SipregNative.sipreg_endpoint_set_family(handle(), family.number()));
    }

    /**
     * User-Agent of accounts that set none. Default "libsipreg/VERSION".
     *
     * @param text the value; "" sends no such header
     * @return this
     */
    public synchronized SipEndpointBuilder userAgent(String text) {
        return judge("userAgent", SipregNative.sipreg_endpoint_set_user_agent(handle(), Text.encode("userAgent", text)));
    }

    /**
     * SIP timers (RFC 3261 section 17.1.2), 1 to 60000 each.
     *
     * @param t1Millis until the first retransmission; default 500
     * @param t2Millis longest time between two, not less than the first; default 4000
     * @param t4Millis how long an answered UDP transaction is remembered; default 10
     * @return this
     */
    public synchronized SipEndpointBuilder timersMillis(int t1Millis, int t2Millis, int t4Millis) {
        return judge("timersMillis: " + t1Millis + ", " + t2Millis + ", " + t4Millis,
                SipregNative.sipreg_endpoint_set_timers_ms(handle(), t1Millis, t2Millis, t4Millis));
    }

    /**
     * Time limit of one attempt, from the first query to the last answer, over all targets. Default 32000.
     *
     * @param deadlineMillis 100 to 600000
     * @return this
     */
    public synchronized SipEndpointBuilder attemptDeadlineMillis(int deadlineMillis) {
        return judge("attemptDeadlineMillis: " + deadlineMillis,
                SipregNative.sipreg_endpoint_set_attempt_deadline_ms(handle(), deadlineMillis));
    }

    /**
     * Time limit of one target while others are left to try; the last one gets all that is left. Default 4000.
     *
     * @param timeoutMillis 100 to 600000
     * @return this
     */
    public synchronized SipEndpointBuilder targetTimeoutMillis(int timeoutMillis) {
        return judge("targetTimeoutMillis: " + timeoutMillis,
                SipregNative.sipreg_endpoint_set_target_timeout_ms(handle(), timeoutMillis));
    }

    /**
     * How targets that fail are treated, by all registrations alike. A target, that is an address with port and
     * transport, that failed is left out for half to all of the rest, doubled with each failure in a row; then one
     * registration tries it, and the others hear of what came of it. Who went to a backup goes back with a refresh.
     *
     * @param restMillis first rest, from 1; default 10000
     * @param longestRestMillis longest rest, up to 3600000; default 60000
     * @param failbackMillis how long a better target must live before anybody goes back to it, 1 to 3600000; default
     *         60000
     * @return this
     */
    public synchronized SipEndpointBuilder healthMillis(int restMillis, int longestRestMillis, int failbackMillis) {
        return judge("healthMillis: " + restMillis + ", " + longestRestMillis + ", " + failbackMillis,
                SipregNative.sipreg_endpoint_set_health_ms(handle(), restMillis, longestRestMillis, failbackMillis));
    }

    /**
     * Longest request that goes over UDP where the URI names no transport; longer ones try TCP first (RFC 3261 section
     * 18.1.1). Default 1300.
     *
     * @param bytes 0 to 65507; 0 sends all over UDP
     * @return this
     */
    public synchronized SipEndpointBuilder udpLimitBytes(int bytes) {
        return judge("udpLimitBytes: " + bytes, SipregNative.sipreg_endpoint_set_udp_limit(handle(), bytes));
    }

    /**
     * Bound on the requests under way at once; what is beyond waits its turn. Default 200.
     *
     * @param count 1 to 2000
     * @return this
     */
    public synchronized SipEndpointBuilder maxOutstanding(int count) {
        return judge("maxOutstanding: " + count, SipregNative.sipreg_endpoint_set_max_outstanding(handle(), count));
    }

    /**
     * Requests per second that leave at most, evenly spaced; what is beyond waits its turn. Default 0 and 0.
     *
     * @param registrarPerSecond to one registrar, up to 100000; 0 for no limit
     * @param totalPerSecond in all, up to 100000; 0 for no limit
     * @return this
     */
    public synchronized SipEndpointBuilder rate(int registrarPerSecond, int totalPerSecond) {
        return judge("rate: " + registrarPerSecond + ", " + totalPerSecond,
                SipregNative.sipreg_endpoint_set_rate(handle(), registrarPerSecond, totalPerSecond));
    }

    /**
     * How many attempts of each registration {@link SipRegistration#explain()} remembers. Default 4.
     *
     * @param count 0 to 100
     * @return this
     */
    public synchronized SipEndpointBuilder explainedAttempts(int count) {
        return judge("explainedAttempts: " + count, SipregNative.sipreg_endpoint_set_explained_attempts(handle(), count));
    }

    /**
     * How long {@link SipEndpoint#networkChanged()} waits for more changes: until nothing was told for so long, but at
     * most five times as long. Default 1000.
     *
     * @param quietMillis 0 to 60000
     * @return this
     */
    public synchronized SipEndpointBuilder settleMillis(int quietMillis) {
        return judge("settleMillis: " + quietMillis, SipregNative.sipreg_endpoint_set_settle_ms(handle(), quietMillis));
    }

    /**
     * Watch the host's network (Linux), as if {@link SipEndpoint#networkChanged()} were called when an address or a
     * default route appears or goes. Android forbids its applications to look: use its ConnectivityManager there.
     *
     * @param on true to watch; default false
     * @return this
     */
    public synchronized SipEndpointBuilder watchNetwork(boolean on) {
        return judge("watchNetwork", SipregNative.sipreg_endpoint_set_watch_network(handle(), number(on)));
    }

    /**
     * Add a DNS server. Without one the system's are asked, which Android does not tell native code: give them there,
     * and anew by {@link SipEndpoint#networkChanged(Iterable, Iterable)}.
     *
     * @param address "192.0.2.53", "2001:db8::53", "[2001:db8::53]:5353", "fe80::1%wlan0"
     * @return this
     */
    public synchronized SipEndpointBuilder addDnsServer(String address) {
        byte[] text = Text.encode("addDnsServer", address);
        return judge("addDnsServer: \"" + address + "\"", SipregNative.sipreg_endpoint_add_nameserver(handle(), text));
    }

    /**
     * Make log lines events of type {@link SipEventType#LOG}; each comes before the events that it led to. At most 256
     * log lines and SIP messages wait; then the oldest of them gives way. Events of registrations never give way for
     * them.
     *
     * @param level the least severe that is told; null for none, the default
     * @return this
     */
    public synchronized SipEndpointBuilder logEvents(SipLogLevel level) {
        int number = level == null ? 0 : level.number();
        return judge("logEvents: " + level, SipregNative.sipreg_endpoint_set_log_events(handle(), number));
    }

    /**
     * Make every SIP message an event of type {@link SipEventType#TRACE}, bounded as log lines are.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipEndpointBuilder traceEvents(boolean on) {
        return judge("traceEvents", SipregNative.sipreg_endpoint_set_trace_events(handle(), number(on)));
    }

    /**
     * Begin to work; events come on a thread of the binding's own.
     *
     * @param listener hears of everything that happens, one event at a time, in order
     * @return the endpoint, which has no registrations yet
     * @throws SipException if there is no thread or descriptor to be had; may be tried again
     */
    public SipEndpoint start(SipListener listener) {
        return start(listener, null);
    }

    /**
     * Begin to work; events come through an executor, one at a time and in order whatever it is. As a main thread's on
     * Android: {@code new Executor() { public void execute(Runnable r) { handler.post(r); } }}.
     *
     * @param listener hears of everything that happens
     * @param executor runs the listener; if it refuses an event, that event is lost and the refusal goes to the
     *         {@link Thread.UncaughtExceptionHandler} of the binding's thread; null for the binding's thread itself
     * @return the endpoint, which has no registrations yet
     * @throws SipException if there is no thread or descriptor to be had; may be tried again
     */
    public synchronized SipEndpoint start(SipListener listener, Executor executor) {
        if (listener == null) {
            throw new NullPointerException("listener");
        }
        judge("start", SipregNative.sipreg_endpoint_start(handle()));
        started = true;
        return new SipEndpoint(ref.surrender(), listener, executor);
    }

    private SipEndpointBuilder judge(String action, int number) {
        Failures.check(action, number);
        return this;
    }

    /** Under this builder's lock, which also keeps it from being collected meanwhile. */
    private long handle() {
        if (started) {
            throw new IllegalStateException("this builder has made its endpoint");
        }
        return ref.handle();
    }

    private static int number(boolean on) {
        return on ? 1 : 0;
    }
}
