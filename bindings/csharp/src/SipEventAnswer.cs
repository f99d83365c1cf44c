// SPDX-License-Identifier: LGPL-2.1-or-later
// What an event says of the binding and of the registrar's answer.
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace SipReg {

public sealed partial class SipEvent {
    static readonly IReadOnlyList<string> NoTexts = new ReadOnlyCollection<string>(new string[0]);
    static readonly IReadOnlyList<KeyValuePair<string, string>> NoHeaders =
        new ReadOnlyCollection<KeyValuePair<string, string>>(new KeyValuePair<string, string>[0]);
    static readonly IReadOnlyList<SipBinding> NoBindings = new ReadOnlyCollection<SipBinding>(new SipBinding[0]);

    void TakeBinding(EventHandle of) {
        Degraded = SipregNative.sipreg_event_degraded(of) != 0;
        GrantedExpires = TimeSpan.FromSeconds(SipregNative.sipreg_event_granted_expires_s(of));
        Remaining = TimeSpan.FromMilliseconds(SipregNative.sipreg_event_remaining_ms(of));
        long next = SipregNative.sipreg_event_next_attempt_ms(of);
        NextAttempt = next < 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(next);
        PublicAddress = SipregNative.sipreg_event_public_address(of);
        Contact = SipregNative.sipreg_event_contact(of);
        CallId = SipregNative.sipreg_event_call_id(of);
        CSeq = SipregNative.sipreg_event_cseq(of);
        Flow = SipregNative.sipreg_event_flow(of);
        Outbound = SipregNative.sipreg_event_outbound(of) != 0;
    }

    void TakeAnswer(EventHandle of) {
        Status = SipregNative.sipreg_event_status(of);
        Reason = SipregNative.sipreg_event_reason(of);
        Cause = SipregNative.sipreg_event_cause(of);
        TlsFault = SipregNative.sipreg_event_tls_fault(of);
        TlsAlert = SipregNative.sipreg_event_tls_alert(of);
        Attempt = SipregNative.sipreg_event_attempt(of);
        WillRetry = SipregNative.sipreg_event_will_retry(of) != 0;
        Headers = TakeHeaders(of);
        Bindings = SipBinding.Take(of) ?? NoBindings;
    }

    static IReadOnlyList<KeyValuePair<string, string>> TakeHeaders(EventHandle of) {
        List<KeyValuePair<string, string>> headers = null;
        string name;
        for (int number = 0; (name = SipregNative.sipreg_event_header_name(of, number)) != null; number++) {
            headers = headers ?? new List<KeyValuePair<string, string>>();
            headers.Add(new KeyValuePair<string, string>(name, SipregNative.sipreg_event_header_value(of, number) ?? ""));
        }
        return headers == null ? NoHeaders : headers.AsReadOnly();
    }

    /// <summary>The binding lives although the last refresh failed.</summary>
    public bool Degraded { get; private set; }

    /// <summary>Lifetime granted by the registrar, from its answer; zero without a binding.</summary>
    public TimeSpan GrantedExpires { get; private set; }

    /// <summary>From the event to the end of the binding; zero without a binding.</summary>
    public TimeSpan Remaining { get; private set; }

    /// <summary>From the event to the next refresh or retry; null if none is planned.</summary>
    public TimeSpan? NextAttempt { get; private set; }

    /// <summary>Address at which the registrar sees us, "203.0.113.1:5060"; "" while unknown.</summary>
    public string PublicAddress { get; private set; } = "";

    /// <summary>Contact URI in use; "" before the first request.</summary>
    public string Contact { get; private set; } = "";

    /// <summary>Call-ID of the registration.</summary>
    public string CallId { get; private set; } = "";

    /// <summary>CSeq of the last REGISTER sent; 0 before the first.</summary>
    public long CSeq { get; private set; }

    /// <summary>Number of the flow that it is about, from 1; 0 where no outbound was asked for.</summary>
    public int Flow { get; private set; }

    /// <summary>The registrar calls us over the flow that this is about (RFC 5626).</summary>
    public bool Outbound { get; private set; }

    /// <summary>SIP status of the last final answer; 0 if none came.</summary>
    public int Status { get; private set; }

    /// <summary>Reason phrase of that answer.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Why the attempt failed in a sentence, as "connection refused by udp:192.0.2.1:5060".</summary>
    public string Cause { get; private set; } = "";

    /// <summary>
    /// What was wrong with TLS; with several targets, at the first that was not trusted. A number that this version does not
    /// know is kept.
    /// </summary>
    public SipTlsFault TlsFault { get; private set; }

    /// <summary>Number of the TLS alert that the server sent (RFC 8446 §6); 0: none.</summary>
    public int TlsAlert { get; private set; }

    /// <summary>How many attempts in a row have failed, this one included.</summary>
    public int Attempt { get; private set; }

    /// <summary>The library tries again by itself, after <see cref="NextAttempt"/>.</summary>
    public bool WillRetry { get; private set; }

    /// <summary>
    /// Headers of the answer, in its order, of Registered, Failed and Bindings; of Request, those of the request.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; } = NoHeaders;

    /// <summary>Bindings in the answer, of Bindings, Registered and Foreign.</summary>
    public IReadOnlyList<SipBinding> Bindings { get; private set; } = NoBindings;
}

}
