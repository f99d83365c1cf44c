// SPDX-License-Identifier: LGPL-2.1-or-later
// Where an account's requests go beside the registrar, and when they are sent again.
using System;

namespace SipReg {

public sealed partial class SipAccount {
    string webSocketPath = "/", webSocketHost = "", webSocketOrigin = "";
    TimeSpan expires = TimeSpan.FromHours(1), maxMinExpires = TimeSpan.FromDays(7);
    int maxAttempts, maxChallenges = 4, maxRedirects = 3;

    /// <summary>Requested lifetime of the binding, whole seconds, 1 to 4294967295. Default an hour.</summary>
    public TimeSpan Expires {
        get { return expires; }
        set {
            Check(SipregNative.sipreg_account_set_expires_s(Open, Answer.LongSeconds(value, "expires", nameof(Expires))),
                  nameof(Expires));
            expires = value;
        }
    }

    /// <summary>Sends to a proxy instead of the registrar.</summary>
    /// <param name="uri">"sip:proxy.example.com:5080;transport=udp"; "" for none, the default.</param>
    /// <param name="mode">Whether a Route header names it.</param>
    public void SetOutboundProxy(string uri, SipProxyMode mode = SipProxyMode.Route) {
        Check(SipregNative.sipreg_account_set_outbound_proxy(Open, Text.Encode(uri, nameof(uri)), mode), nameof(uri));
    }

    /// <summary>
    /// Adds a place to send to when nothing lives at the registrar or the outbound proxy, or its name is not found; at most 8,
    /// tried in the order in which they were added. It is a further next hop and not another domain.
    /// </summary>
    /// <param name="uri">"sip:backup.example.net".</param>
    public void AddBackupRegistrar(string uri) {
        Check(SipregNative.sipreg_account_add_backup_registrar(Open, Text.Encode(uri, nameof(uri))), nameof(uri));
    }

    /// <summary>
    /// Path, with its query, of the resource at which a server offers SIP over WebSocket: "/ws". Default "/". ASCII; anything
    /// else is to be written as %HH.
    /// </summary>
    public string WebSocketPath {
        get { return webSocketPath; }
        set {
            Check(SipregNative.sipreg_account_set_websocket_path(Open, Text.Encode(value, nameof(WebSocketPath))),
                  nameof(WebSocketPath));
            webSocketPath = value;
        }
    }

    /// <summary>
    /// Host header of the upgrade, "front.example.com" or with ":port". Default "": host of the URI that is gone to. The
    /// server's certificate is compared with the host of the URI in any case.
    /// </summary>
    public string WebSocketHost {
        get { return webSocketHost; }
        set {
            Check(SipregNative.sipreg_account_set_websocket_host(Open, Text.Encode(value, nameof(WebSocketHost))),
                  nameof(WebSocketHost));
            webSocketHost = value;
        }
    }

    /// <summary>Origin header of the upgrade, "https://app.example.com"; "", the default, for none.</summary>
    public string WebSocketOrigin {
        get { return webSocketOrigin; }
        set {
            Check(SipregNative.sipreg_account_set_websocket_origin(Open, Text.Encode(value, nameof(WebSocketOrigin))),
                  nameof(WebSocketOrigin));
            webSocketOrigin = value;
        }
    }

    /// <summary>
    /// Adds a header to the upgrade to WebSocket: "Cookie", "Authorization". It is kept as a secret, 8191 bytes in all, and
    /// goes to no server of another domain that a redirection names.
    /// </summary>
    /// <param name="name">Not one that belongs to the upgrade itself (Host, Origin, Sec-WebSocket-...).</param>
    /// <param name="value">UTF-8; copied.</param>
    public void AddWebSocketHeader(string name, byte[] value) {
        using (var secret = Secret.Text(value, nameof(value)))
            Check(SipregNative.sipreg_account_add_websocket_header(Open, Text.Encode(name, nameof(name)), secret.Bytes),
                  nameof(name));
    }

    /// <summary>
    /// First and longest wait between failed attempts, whole seconds, 1 s &lt;= first &lt;= longest &lt;= a day: doubled with
    /// each failure in a row, drawn from the upper half, reset by success (RFC 5626 §4.5). Default 30 s and 30 min.
    /// </summary>
    /// <param name="first">First wait.</param>
    /// <param name="longest">Longest wait.</param>
    public void SetRetry(TimeSpan first, TimeSpan longest) {
        Check(SipregNative.sipreg_account_set_retry_s(Open, Answer.Seconds(first, "retry", nameof(first)),
                                                      Answer.Seconds(longest, "retry", nameof(longest))), nameof(first));
    }

    /// <summary>
    /// Gives up at a failure of this class. So it is by default with <see cref="SipFailure.Forbidden"/>,
    /// <see cref="SipFailure.Fatal"/> and <see cref="SipFailure.Credentials"/>, since a registrar may ban whoever goes on.
    /// </summary>
    /// <param name="failure">The class.</param>
    public void GiveUpAfter(SipFailure failure) {
        Check(SipregNative.sipreg_account_set_retry_class(Open, failure, -1), nameof(failure));
    }

    /// <summary>
    /// Tries again after a failure of this class as <see cref="SetRetry"/> says, the default of
    /// <see cref="SipFailure.Temporary"/>, <see cref="SipFailure.Dns"/>, <see cref="SipFailure.Transport"/> and
    /// <see cref="SipFailure.Timeout"/>.
    /// </summary>
    /// <param name="failure">The class.</param>
    public void BackOffAfter(SipFailure failure) {
        Check(SipregNative.sipreg_account_set_retry_class(Open, failure, 0), nameof(failure));
    }

    /// <summary>
    /// Tries again after a failure of this class when so much time has passed, each time. <see cref="SipFailure.Tls"/> waits by
    /// default the longest time of <see cref="SetRetry"/>. A Retry-After of the registrar may lengthen the wait.
    /// </summary>
    /// <param name="failure">The class.</param>
    /// <param name="interval">Whole seconds, 1 s to a day.</param>
    public void RetryAfter(SipFailure failure, TimeSpan interval) {
        int seconds = Answer.Seconds(interval, "retry_class", nameof(interval));
        if (seconds <= 0) // these mean other things to the library
            throw new SipArgumentException(SipError.Invalid, "retry_class: " + seconds + " is outside 1..86400",
                                           nameof(interval));
        Check(SipregNative.sipreg_account_set_retry_class(Open, failure, seconds), nameof(interval));
    }

    /// <summary>
    /// Give up after so many failed attempts in a row, whatever their class. Default 0: never for that reason.
    /// </summary>
    public int MaxAttempts {
        get { return maxAttempts; }
        set {
            Check(SipregNative.sipreg_account_set_max_attempts(Open, value), nameof(MaxAttempts));
            maxAttempts = value;
        }
    }

    /// <summary>
    /// When a binding is refreshed: so long before its end, but with a tenth of its lifetime left at least and a half at most;
    /// then up to a share of its lifetime earlier by chance. Default 180 s and 10: room for four attempts.
    /// </summary>
    /// <param name="room">Whole seconds, up to a day.</param>
    /// <param name="jitterPercent">0 to 50.</param>
    public void SetRefresh(TimeSpan room, int jitterPercent) {
        Check(SipregNative.sipreg_account_set_refresh(Open, Answer.Seconds(room, "refresh", nameof(room)), jitterPercent),
              nameof(room));
    }

    /// <summary>How many challenges one attempt answers, 1 to 32. Default 4.</summary>
    public int MaxChallenges {
        get { return maxChallenges; }
        set {
            Check(SipregNative.sipreg_account_set_max_challenges(Open, value), nameof(MaxChallenges));
            maxChallenges = value;
        }
    }

    /// <summary>How many redirections one attempt follows, 0 to 32. Default 3; with 0 a 3xx is a failure.</summary>
    public int MaxRedirects {
        get { return maxRedirects; }
        set {
            Check(SipregNative.sipreg_account_set_max_redirects(Open, value), nameof(MaxRedirects));
            maxRedirects = value;
        }
    }

    /// <summary>
    /// Longest lifetime that a 423 may ask for by Min-Expires, whole seconds, 1 to 4294967295. Default a week; a registrar that
    /// wants more is a failure of class <see cref="SipFailure.Fatal"/>.
    /// </summary>
    public TimeSpan MaxMinExpires {
        get { return maxMinExpires; }
        set {
            long seconds = Answer.LongSeconds(value, "max_min_expires", nameof(MaxMinExpires));
            Check(SipregNative.sipreg_account_set_max_min_expires_s(Open, seconds), nameof(MaxMinExpires));
            maxMinExpires = value;
        }
    }

    /// <summary>Goes on with an earlier Call-ID and CSeq. Default: a random Call-ID, CSeq 1.</summary>
    /// <param name="callId">The Call-ID.</param>
    /// <param name="cseq">0 to 2147483646; the first REGISTER carries the next number.</param>
    public void SetCallId(string callId, long cseq) {
        Check(SipregNative.sipreg_account_set_call_id(Open, Text.Encode(callId, nameof(callId)), cseq), nameof(callId));
    }
}

}
