// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * A SIP message as it was first sent, or as it arrived, credentials redacted; with {@link SipEventType#TRACE}, see
 * {@link SipEndpointBuilder#traceEvents}. Retransmissions of a request are not shown again.
 */
public final class SipTrace {
    private final boolean sent;
    private final String peer;
    private final String message;

    SipTrace(long event) {
        sent = SipregNative.sipreg_event_trace_sent(event) != 0;
        peer = SipregNative.sipreg_event_trace_peer(event);
        message = SipregNative.sipreg_event_trace_message(event);
    }

    /**
     * Its direction.
     *
     * @return true if it was sent, false if it was received
     */
    public boolean isSent() {
        return sent;
    }

    /**
     * Whither or whence.
     *
     * @return as "udp:192.0.2.1:5060"
     */
    public String peer() {
        return peer;
    }

    /**
     * The message.
     *
     * @return its text, headers and body
     */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return (sent ? "to " : "from ") + peer + "\n" + message;
    }
}
