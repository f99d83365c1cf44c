// SPDX-License-Identifier: LGPL-2.1-or-later
// What the last attempts of a registration did and why, as a copy.
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace SipReg {

/// <summary>What the last attempts of a registration did and why. Immutable.</summary>
public sealed class SipExplanation {
    internal SipExplanation(ExplanationHandle of) {
        Json = SipregNative.sipreg_explanation_json(of);
        Attempts = Take(SipregNative.sipreg_explanation_attempt_count(of), number => new SipAttempt(of, number));
    }

    internal static IReadOnlyList<T> Take<T>(int count, Func<int, T> make) {
        var all = new T[Math.Max(0, count)];
        for (int number = 0; number < all.Length; number++)
            all[number] = make(number);
        return new ReadOnlyCollection<T>(all);
    }

    /// <summary>All of it as a JSON object; members without a value are absent.</summary>
    public string Json { get; }

    /// <summary>The attempts, oldest first; the last may be under way.</summary>
    public IReadOnlyList<SipAttempt> Attempts { get; }
}

/// <summary>One attempt. Immutable.</summary>
public sealed class SipAttempt {
    internal SipAttempt(ExplanationHandle of, int attempt) {
        Operation = Known.Operation((int)SipregNative.sipreg_explanation_operation(of, attempt));
        Occasion = SipregNative.sipreg_explanation_occasion(of, attempt);
        BeganAgo = TimeSpan.FromMilliseconds(SipregNative.sipreg_explanation_began_ms_ago(of, attempt));
        Took = Milliseconds(SipregNative.sipreg_explanation_took_ms(of, attempt));
        TargetCount = SipregNative.sipreg_explanation_target_count(of, attempt);
        Skipped = SipExplanation.Take(SipregNative.sipreg_explanation_skipped_count(of, attempt),
                                      number => new SipSkippedTarget(of, attempt, number));
        Requests = SipExplanation.Take(SipregNative.sipreg_explanation_request_count(of, attempt),
                                       number => new SipAttemptRequest(of, attempt, number));
        Failure = Known.Failure((int)SipregNative.sipreg_explanation_failure(of, attempt));
        Rule = SipregNative.sipreg_explanation_rule(of, attempt);
        Why = SipregNative.sipreg_explanation_why(of, attempt);
        Section = SipregNative.sipreg_explanation_section(of, attempt);
        Next = Milliseconds(SipregNative.sipreg_explanation_next_ms(of, attempt));
    }

    static TimeSpan? Milliseconds(long milliseconds) {
        return milliseconds < 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>What it was for.</summary>
    public SipOperation Operation { get; }

    /// <summary>Name of the rule that began it, as "refresh_due".</summary>
    public string Occasion { get; }

    /// <summary>From its begin to the explanation.</summary>
    public TimeSpan BeganAgo { get; }

    /// <summary>How long it took; null while it is under way.</summary>
    public TimeSpan? Took { get; }

    /// <summary>How many targets it had to try, those left out not counted.</summary>
    public int TargetCount { get; }

    /// <summary>Targets that were found and left out.</summary>
    public IReadOnlyList<SipSkippedTarget> Skipped { get; }

    /// <summary>The requests that it sent.</summary>
    public IReadOnlyList<SipAttemptRequest> Requests { get; }

    /// <summary>Why it failed; <see cref="SipFailure.Unknown"/> if it did not.</summary>
    public SipFailure Failure { get; }

    /// <summary>Name of the rule that ended it, as "granted".</summary>
    public string Rule { get; }

    /// <summary>That rule in a sentence.</summary>
    public string Why { get; }

    /// <summary>Where it stands, as "RFC 3261 §10.2.4"; "" for a rule of the library's own.</summary>
    public string Section { get; }

    /// <summary>From its end to the next attempt, as was planned then; null if none was.</summary>
    public TimeSpan? Next { get; }
}

/// <summary>A target that an attempt left out. Immutable.</summary>
public sealed class SipSkippedTarget {
    internal SipSkippedTarget(ExplanationHandle of, int attempt, int number) {
        Target = SipregNative.sipreg_explanation_skipped(of, attempt, number);
        Why = SipregNative.sipreg_explanation_skipped_why(of, attempt, number);
    }

    /// <summary>The target, as "udp:192.0.2.1:5060".</summary>
    public string Target { get; }

    /// <summary>"resting", it failed a short time ago; "probed", another registration was just finding out.</summary>
    public string Why { get; }
}

/// <summary>A request that an attempt sent. Immutable.</summary>
public sealed class SipAttemptRequest {
    internal SipAttemptRequest(ExplanationHandle of, int attempt, int number) {
        At = TimeSpan.FromMilliseconds(SipregNative.sipreg_explanation_request_at_ms(of, attempt, number));
        Target = SipregNative.sipreg_explanation_request_target(of, attempt, number);
        Status = SipregNative.sipreg_explanation_request_status(of, attempt, number);
        Rule = SipregNative.sipreg_explanation_request_rule(of, attempt, number);
        Problem = SipregNative.sipreg_explanation_request_problem(of, attempt, number);
        TlsFault = SipregNative.sipreg_explanation_request_tls_fault(of, attempt, number);
        TlsAlert = SipregNative.sipreg_explanation_request_tls_alert(of, attempt, number);
        Asked = SipExplanation.Take(SipregNative.sipreg_explanation_realm_count(of, attempt, number),
                                    realm => new SipAskedRealm(of, attempt, number, realm));
    }

    /// <summary>From the begin of the attempt.</summary>
    public TimeSpan At { get; }

    /// <summary>Where it went, as "udp:192.0.2.1:5060".</summary>
    public string Target { get; }

    /// <summary>SIP status of its answer; 0 if none came.</summary>
    public int Status { get; }

    /// <summary>Name of the rule by which that was judged; "none" while it is awaited.</summary>
    public string Rule { get; }

    /// <summary>What went wrong with it, as a sentence; "" if nothing.</summary>
    public string Problem { get; }

    /// <summary>What was wrong with TLS when it was to be sent.</summary>
    public SipTlsFault TlsFault { get; }

    /// <summary>Number of the TLS alert that its target sent; 0: none.</summary>
    public int TlsAlert { get; }

    /// <summary>Realms that asked for credentials in its answer.</summary>
    public IReadOnlyList<SipAskedRealm> Asked { get; }
}

/// <summary>A realm that asked for credentials. Immutable.</summary>
public sealed class SipAskedRealm {
    internal SipAskedRealm(ExplanationHandle of, int attempt, int number, int realm) {
        Realm = SipregNative.sipreg_explanation_realm(of, attempt, number, realm);
        Offered = SipregNative.sipreg_explanation_offered(of, attempt, number, realm);
        Chosen = SipregNative.sipreg_explanation_chosen(of, attempt, number, realm);
    }

    /// <summary>The realm.</summary>
    public string Realm { get; }

    /// <summary>What it offered, as "MD5, SHA-256".</summary>
    public string Offered { get; }

    /// <summary>What of that was chosen, as "SHA-256"; "" if nothing.</summary>
    public string Chosen { get; }
}

}
