// SPDX-License-Identifier: LGPL-2.1-or-later
// Options of an endpoint: until it is started.
using System;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

// Setting one throws SipArgumentException if the value is refused, and SipStateException after the start.
public sealed partial class SipEndpoint {
    bool callerDriven, offerRequests, stunKeepAlive, watchNetwork;
    SipTransports transports = SipTransports.Udp | SipTransports.Tcp | SipTransports.Tls | SipTransports.WebSocket |
                               SipTransports.SecureWebSocket;
    SipTls tls;
    SipAddressFamily family = SipAddressFamily.Any;
    string userAgent;
    TimeSpan connectTimeout = TimeSpan.FromMilliseconds(3500), idleTimeout = TimeSpan.FromSeconds(32),
             attemptDeadline = TimeSpan.FromSeconds(32), targetTimeout = TimeSpan.FromSeconds(4),
             settleTime = TimeSpan.FromSeconds(1);
    int udpLimit = 1300, maxOutstanding = 200, explainedAttempts = 4;

    void Check(SipError error, object value, string field) {
        if (error != SipError.Ok)
            Answer.Check(error, field + ": " + value, field,
                         error == SipError.State ? field + ": the endpoint was started" : field + ": " + value + " is refused");
    }

    /// <summary>No threads are made: you drive by <see cref="Process"/>. Default false.</summary>
    public bool CallerDriven {
        get { return callerDriven; }
        set {
            Check(SipregNative.sipreg_endpoint_set_caller_driven(Open, Answer.Flag(value)), value, nameof(CallerDriven));
            callerDriven = value;
        }
    }

    /// <summary>
    /// Caller-driven: descriptor that is readable when <see cref="Process"/> has work. For poll() only: never read or close it.
    /// </summary>
    public int ProcessDescriptor {
        get { return SipregNative.sipreg_endpoint_process_fd(Open); }
    }

    /// <summary>
    /// Caller-driven: until <see cref="Process"/> is due even if nothing is readable; null for never.
    /// </summary>
    public TimeSpan? NextDeadline {
        get {
            int milliseconds = SipregNative.sipreg_endpoint_next_deadline_ms(Open);
            return milliseconds < 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(milliseconds);
        }
    }

    /// <summary>
    /// Requests that reach the endpoint's sockets become events, <see cref="SipEventType.Request"/>. Default false. Whatever is
    /// set, OPTIONS is answered 200 by the library. Requests are taken from addresses to which the endpoint has sent requests
    /// itself, and over connections that it made; others are dropped.
    /// </summary>
    public bool OfferRequests {
        get { return offerRequests; }
        set {
            Check(SipregNative.sipreg_endpoint_set_offer_requests(Open, Answer.Flag(value)), value, nameof(OfferRequests));
            offerRequests = value;
        }
    }

    /// <summary>
    /// Adds a local address to send from. For each address family and link the first one given is used; for one without any,
    /// the address that the kernel routes to the registrar.
    /// </summary>
    /// <param name="address">"192.0.2.1", "192.0.2.1:5060", "[2001:db8::1]:5060", "fe80::2%eth0".</param>
    /// <exception cref="SipArgumentException">No numeric address, or a link-local one without a zone.</exception>
    public void AddBindAddress(string address) {
        Check(SipregNative.sipreg_endpoint_add_bind_address(Open, Text.Encode(address, nameof(address))), address,
              nameof(address));
    }

    /// <summary>
    /// Adds a DNS server. Without one, the system's are asked, and read anew if /etc/resolv.conf has changed.
    /// </summary>
    /// <param name="address">"192.0.2.53", "[2001:db8::53]:5353", "fe80::1%eth0".</param>
    /// <exception cref="SipArgumentException">No numeric address, or a link-local one without a zone.</exception>
    public void AddNameserver(string address) {
        Check(SipregNative.sipreg_endpoint_add_nameserver(Open, Text.Encode(address, nameof(address))), address, "nameserver");
    }

    /// <summary>Transports that may be used, combined. Default all.</summary>
    public SipTransports Transports {
        get { return transports; }
        set {
            Check(SipregNative.sipreg_endpoint_set_transports(Open, (int)value), value, nameof(Transports));
            transports = value;
        }
    }

    /// <summary>
    /// TLS settings of accounts that have none of their own, taken as they are when they are set. Null, the default: the
    /// system's root certificates, TLS 1.2 and up, no client certificate.
    /// </summary>
    /// <exception cref="SipException">No roots were given, and the system has none.</exception>
    [MaybeNull, AllowNull]
    public SipTls Tls {
        get { return tls; }
        set {
            using (var none = new TlsHandle())
                SipTls.Check(SipregNative.sipreg_endpoint_set_tls(Open, value == null ? none : value.Open), nameof(Tls), value);
            tls = value;
        }
    }

    /// <summary>Time limit to connect, handshakes included, 100 ms to 10 min. Default 3.5 s.</summary>
    public TimeSpan ConnectTimeout {
        get { return connectTimeout; }
        set {
            int milliseconds = Answer.Milliseconds(value, nameof(ConnectTimeout), nameof(ConnectTimeout));
            Check(SipregNative.sipreg_endpoint_set_connect_timeout_ms(Open, milliseconds), value, nameof(ConnectTimeout));
            connectTimeout = value;
        }
    }

    /// <summary>
    /// How the flow by which a binding was made is kept open and watched (RFC 5626 §4.4). The times are random between 80 and
    /// 100 percent of these, and shorter if the registrar wants it. An interval is zero or 1 s to an hour.
    /// </summary>
    /// <param name="datagram">Longest time between two pings over UDP; default 29 s; zero: none.</param>
    /// <param name="stream">The same over connections, default 120 s; zero: none.</param>
    /// <param name="pong">How long the answer may take, 100 ms to 10 min, default 10 s.</param>
    public void SetKeepAlive(TimeSpan datagram, TimeSpan stream, TimeSpan pong) {
        Check(SipregNative.sipreg_endpoint_set_keepalive_ms(Open, Answer.Milliseconds(datagram, "keepalive", nameof(datagram)),
                                                            Answer.Milliseconds(stream, "keepalive", nameof(stream)),
                                                            Answer.Milliseconds(pong, "keepalive", nameof(pong))),
              datagram + ", " + stream + ", " + pong, "keepalive");
    }

    /// <summary>
    /// The ping over UDP is a STUN Binding request (RFC 5626 §3.5.2), for registrars that answer such. Default false: an empty
    /// line.
    /// </summary>
    public bool StunKeepAlive {
        get { return stunKeepAlive; }
        set {
            Check(SipregNative.sipreg_endpoint_set_stun_keepalive(Open, Answer.Flag(value)), value, nameof(StunKeepAlive));
            stunKeepAlive = value;
        }
    }

    /// <summary>After which a connection that nobody needs is closed, 100 ms to an hour. Default 32 s.</summary>
    public TimeSpan IdleTimeout {
        get { return idleTimeout; }
        set {
            int milliseconds = Answer.Milliseconds(value, nameof(IdleTimeout), nameof(IdleTimeout));
            Check(SipregNative.sipreg_endpoint_set_idle_ms(Open, milliseconds), value, nameof(IdleTimeout));
            idleTimeout = value;
        }
    }

    /// <summary>Which of a registrar's addresses are used, and in which order. Default both, as the system prefers.</summary>
    public SipAddressFamily Family {
        get { return family; }
        set {
            Check(SipregNative.sipreg_endpoint_set_family(Open, value), value, nameof(Family));
            family = value;
        }
    }

    /// <summary>User-Agent of accounts that set none. Default "libsipreg/" and the version; "" sends no such header.</summary>
    public string UserAgent {
        get { return userAgent ?? "libsipreg/" + SipLibrary.Version; }
        set {
            Check(SipregNative.sipreg_endpoint_set_user_agent(Open, Text.Encode(value, nameof(UserAgent))), value,
                  nameof(UserAgent));
            userAgent = value;
        }
    }

    /// <summary>SIP timers (RFC 3261 §17.1.2), 1 ms &lt;= t1 &lt;= t2 &lt;= 60 s.</summary>
    /// <param name="t1">First retransmission. Default 500 ms.</param>
    /// <param name="t2">Longest time between retransmissions. Default 4 s.</param>
    /// <param name="t4">How long an answered UDP transaction is remembered, 1 ms to 60 s. Default 10 ms.</param>
    public void SetTimers(TimeSpan t1, TimeSpan t2, TimeSpan t4) {
        Check(SipregNative.sipreg_endpoint_set_timers_ms(Open, Answer.Milliseconds(t1, "timers", nameof(t1)),
                                                         Answer.Milliseconds(t2, "timers", nameof(t2)),
                                                         Answer.Milliseconds(t4, "timers", nameof(t4))),
              t1 + ", " + t2 + ", " + t4, "timers");
    }

    /// <summary>
    /// Time limit of one attempt, from the first DNS query to the last answer, over all targets, 100 ms to 10 min. Default 32
    /// s.
    /// </summary>
    public TimeSpan AttemptDeadline {
        get { return attemptDeadline; }
        set {
            int milliseconds = Answer.Milliseconds(value, nameof(AttemptDeadline), nameof(AttemptDeadline));
            Check(SipregNative.sipreg_endpoint_set_attempt_deadline_ms(Open, milliseconds), value, nameof(AttemptDeadline));
            attemptDeadline = value;
        }
    }

    /// <summary>
    /// Time limit of one target while others are left to try, 100 ms to 10 min; the last one gets all that is left. Default 4
    /// s.
    /// </summary>
    public TimeSpan TargetTimeout {
        get { return targetTimeout; }
        set {
            int milliseconds = Answer.Milliseconds(value, nameof(TargetTimeout), nameof(TargetTimeout));
            Check(SipregNative.sipreg_endpoint_set_target_timeout_ms(Open, milliseconds), value, nameof(TargetTimeout));
            targetTimeout = value;
        }
    }

    /// <summary>
    /// How targets that fail are treated, by all registrations alike: one that failed is left out for half to all of
    /// <paramref name="rest"/>, doubled with each failure in a row up to <paramref name="longestRest"/>. Up to an hour each.
    /// </summary>
    /// <param name="rest">Default 10 s.</param>
    /// <param name="longestRest">Default 60 s.</param>
    /// <param name="failback">How long a preferred target has to be back before one goes back to it. Default 60 s.</param>
    public void SetHealth(TimeSpan rest, TimeSpan longestRest, TimeSpan failback) {
        Check(SipregNative.sipreg_endpoint_set_health_ms(Open, Answer.Milliseconds(rest, "health", nameof(rest)),
                                                         Answer.Milliseconds(longestRest, "health", nameof(longestRest)),
                                                         Answer.Milliseconds(failback, "health", nameof(failback))),
              rest + ", " + longestRest + ", " + failback, "health");
    }

    /// <summary>
    /// Longest request in bytes that goes over UDP where the URI names no transport, 0 to 65507; longer ones go over TCP first
    /// (RFC 3261 §18.1.1). Default 1300; 0 sends all over UDP.
    /// </summary>
    public int UdpLimit {
        get { return udpLimit; }
        set {
            Check(SipregNative.sipreg_endpoint_set_udp_limit(Open, value), value, nameof(UdpLimit));
            udpLimit = value;
        }
    }

    /// <summary>Bound on the requests under way at once, 1 to 2000; what is beyond waits its turn. Default 200.</summary>
    public int MaxOutstanding {
        get { return maxOutstanding; }
        set {
            Check(SipregNative.sipreg_endpoint_set_max_outstanding(Open, value), value, nameof(MaxOutstanding));
            maxOutstanding = value;
        }
    }

    /// <summary>Requests per second that leave at most, 0 to 100000 each; what is beyond waits its turn.</summary>
    /// <param name="perRegistrar">To one registrar; 0, the default, is no limit.</param>
    /// <param name="total">In all; 0, the default, is no limit.</param>
    public void SetRate(int perRegistrar, int total) {
        Check(SipregNative.sipreg_endpoint_set_rate(Open, perRegistrar, total), perRegistrar + ", " + total, "rate");
    }

    /// <summary>How many attempts <see cref="SipRegistration.Explain"/> remembers, 0 to 100. Default 4.</summary>
    public int ExplainedAttempts {
        get { return explainedAttempts; }
        set {
            Check(SipregNative.sipreg_endpoint_set_explained_attempts(Open, value), value, nameof(ExplainedAttempts));
            explainedAttempts = value;
        }
    }

    /// <summary>
    /// How long <see cref="NetworkChanged"/> waits for more changes: until nothing was told for so long, up to 60 s. Default 1
    /// s.
    /// </summary>
    public TimeSpan SettleTime {
        get { return settleTime; }
        set {
            int milliseconds = Answer.Milliseconds(value, nameof(SettleTime), nameof(SettleTime));
            Check(SipregNative.sipreg_endpoint_set_settle_ms(Open, milliseconds), value, nameof(SettleTime));
            settleTime = value;
        }
    }

    /// <summary>
    /// The endpoint watches the host's network by itself (Linux), as if <see cref="NetworkChanged"/> were called. Default
    /// false.
    /// </summary>
    public bool WatchNetwork {
        get { return watchNetwork; }
        set {
            Check(SipregNative.sipreg_endpoint_set_watch_network(Open, Answer.Flag(value)), value, nameof(WatchNetwork));
            watchNetwork = value;
        }
    }
}

}
