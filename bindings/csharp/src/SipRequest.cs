// SPDX-License-Identifier: LGPL-2.1-or-later
// A request that somebody has sent us.
using System;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

/// <summary>
/// A request that somebody has sent us, and the way to answer it: once, at once or later, from any thread, but within 10
/// seconds. Then it is answered by default, 481 (BYE, CANCEL, PRACK) or 405; <see cref="Dispose"/> has that done now.
/// </summary>
/// <remarks>There are no dialogs: an INVITE can be refused or redirected with it, a MESSAGE or NOTIFY be taken.</remarks>
public sealed class SipRequest : IDisposable {
    readonly EventHandle handle;

    // Keeps the handle.
    internal SipRequest(EventHandle of) {
        handle = of;
        Method = SipregNative.sipreg_event_request_method(of);
        Text = SipregNative.sipreg_event_request_text(of);
        Body = SipregNative.sipreg_event_request_body(of);
        Source = SipregNative.sipreg_event_request_source(of);
        Transport = SipregNative.sipreg_event_request_transport(of);
    }

    /// <summary>Method, "MESSAGE".</summary>
    public string Method { get; }

    /// <summary>
    /// The whole request, its topmost Via completed with where it came from (RFC 3261 §18.2.1); bytes that are no UTF-8, and
    /// NUL, stand as U+FFFD.
    /// </summary>
    public string Text { get; }

    /// <summary>Its body, likewise.</summary>
    public string Body { get; }

    /// <summary>Whence it came, "192.0.2.1:5060", "[fe80::1%eth0]:5060".</summary>
    public string Source { get; }

    /// <summary>How it came: one of the transports.</summary>
    public SipTransports Transport { get; }

    /// <summary>Answers. If the request is over by then, it has no effect.</summary>
    /// <param name="status">200 to 699.</param>
    /// <param name="reason">Null for the usual phrase of the status.</param>
    /// <param name="headers"> Lines "Name: value", each ended by CRLF or LF, at most 8191 bytes; null for none. Not Via, From,
    /// To, Call-ID, CSeq, Record-Route and Content-Length, which the library writes.
    /// </param>
    /// <param name="body">At most 8191 bytes of UTF-8; null for none. Wants a Content-Type among the headers.</param>
    /// <exception cref="SipArgumentException">An argument is malformed; it can still be answered.</exception>
    /// <exception cref="SipStateException">Answered already: by you, by CANCEL or because its time ran out.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint or this request was disposed.</exception>
    public void Respond(int status, [AllowNull] string reason = null, [AllowNull] string headers = null,
                        [AllowNull] string body = null) {
        if (handle.IsClosed)
            throw new ObjectDisposedException(nameof(SipRequest));
        Answer.Check(SipregNative.sipreg_event_respond(handle, status, SipReg.Text.EncodeOptional(reason, nameof(reason)),
                                                       SipReg.Text.EncodeOptional(headers, nameof(headers)),
                                                       SipReg.Text.EncodeOptional(body, nameof(body))),
                     "respond", nameof(status));
    }

    /// <summary>Lets it go; if it was not answered it is answered by default now.</summary>
    public void Dispose() {
        handle.Dispose();
    }
}

}
