// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.List;

/**
 * A request that somebody sent us, with {@link SipEventType#REQUEST}; see {@link SipEndpointBuilder#offerRequests}. It
 * is answered once, from any thread, at once or later, but within 10 seconds: then it is answered by default. There are
 * no dialogs: an INVITE can be refused or redirected with it, a MESSAGE or NOTIFY be taken.
 */
public final class SipRequest implements AutoCloseable {
    private final NativeRef ref;
    private final String method;
    private final String text;
    private final String body;
    private final String source;
    private final SipTransport transport;
    private final List<SipHeader> headers;

    /** Takes over one reference of event, unless it throws. */
    SipRequest(long event, List<SipHeader> headers) {
        method = SipregNative.sipreg_event_request_method(event);
        text = SipregNative.sipreg_event_request_text(event);
        body = SipregNative.sipreg_event_request_body(event);
        source = SipregNative.sipreg_event_request_source(event);
        transport = SipTransport.of(SipregNative.sipreg_event_request_transport(event));
        this.headers = headers;
        NativeRef.releaseForgotten();
        ref = new EventRef(this, event); // last: until here the caller gives it back
    }

    /**
     * Its method.
     *
     * @return as "MESSAGE"
     */
    public String method() {
        return method;
    }

    /**
     * The whole request, its topmost Via completed with where it came from. Bytes that are no UTF-8, and NUL, stand as
     * U+FFFD.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * Its body, likewise.
     *
     * @return the body; "" for none
     */
    public String body() {
        return body;
    }

    /**
     * Whence it came.
     *
     * @return as "192.0.2.1:5060", "[fe80::1%eth0]:5060"
     */
    public String source() {
        return source;
    }

    /**
     * How it came.
     *
     * @return the transport
     */
    public SipTransport transport() {
        return transport;
    }

    /**
     * Its headers.
     *
     * @return the headers in their order; unmodifiable
     */
    public List<SipHeader> headers() {
        return headers;
    }

    /**
     * Answer with a status and its usual phrase.
     *
     * @param status 200 to 699
     * @throws SipStateException if it is answered already: by you, by CANCEL, or because its time ran out
     */
    public void respond(int status) {
        respond(status, "", null, "");
    }

    /**
     * Answer.
     *
     * @param status 200 to 699
     * @param reason "" for the usual phrase of the status
     * @param headers null for none; not Via, From, To, Call-ID, CSeq, Record-Route and Content-Length, which the
     *         library writes
     * @param body "" for none; wants a Content-Type among the headers. Headers and body are at most 8191 bytes each
     * @throws SipArgumentException if an argument is malformed; it can still be answered
     * @throws SipStateException if it is answered already: by you, by CANCEL, or because its time ran out
     */
    public void respond(int status, String reason, List<SipHeader> headers, String body) {
        byte[] reasonText = Text.encode("reason", reason);
        byte[] headerText = Text.encode("headers", lines(headers));
        byte[] bodyText = Text.encode("body", body);
        long event;
        try {
            event = ref.enter();
        } catch (SipClosedException closed) {
            throw new SipStateException(SipError.STATE, "the request is answered already");
        }
        try {
            int number = SipregNative.sipreg_event_respond(event, status, reasonText, headerText, bodyText);
            Failures.check("respond: " + status, number);
        } finally {
            ref.leave();
        }
        close();
    }

    /** Leaves it to the default answer: 481 to BYE, CANCEL and PRACK, else 405. After an answer it does nothing. */
    @Override
    public void close() {
        ref.close();
    }

    @Override
    public String toString() {
        return method + " from " + source;
    }

    private static String lines(List<SipHeader> headers) {
        if (headers == null || headers.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (SipHeader one : headers) {
            text.append(one.name()).append(": ").append(one.value()).append("\r\n");
        }
        return text.toString();
    }
}
