// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happened to a registration, or reached the endpoint. An immutable copy: it may be kept, and read from any
 * thread. Text that is absent is "", never null.
 */
public final class SipEvent {
    private final SipEndpoint endpoint;
    private final SipRegistration registration;
    private final int typeNumber;
    private final int stateNumber;
    private final int operationNumber;
    private final int failureNumber;
    private final int tlsFaultNumber;
    private final boolean degraded;
    private final long grantedExpiresSeconds;
    private final long remainingMillis;
    private final long nextAttemptMillis;
    private final String publicAddress;
    private final String contact;
    private final int status;
    private final String reason;
    private final String cause;
    private final int tlsAlert;
    private final int flow;
    private final boolean outbound;
    private final int attempt;
    private final boolean willRetry;
    private final String callId;
    private final long cseq;
    private final long dropped;
    private final String downgradeFrom;
    private final String downgradeTo;
    private final List<SipHeader> headers;
    private final List<SipBinding> bindings;
    private final SipServices services;
    private final SipCredentialRequest credentialRequest;
    private final SipLogLine logLine;
    private final SipTrace trace;
    private final SipRequest request;

    private SipEvent(SipEndpoint endpoint, SipRegistration registration, long event) {
        this.endpoint = endpoint;
        this.registration = registration;
        typeNumber = SipregNative.sipreg_event_type(event);
        stateNumber = SipregNative.sipreg_event_state(event);
        operationNumber = SipregNative.sipreg_event_operation(event);
        failureNumber = SipregNative.sipreg_event_failure(event);
        tlsFaultNumber = SipregNative.sipreg_event_tls_fault(event);
        degraded = SipregNative.sipreg_event_degraded(event) != 0;
        grantedExpiresSeconds = SipregNative.sipreg_event_granted_expires_s(event);
        remainingMillis = SipregNative.sipreg_event_remaining_ms(event);
        nextAttemptMillis = SipregNative.sipreg_event_next_attempt_ms(event);
        publicAddress = SipregNative.sipreg_event_public_address(event);
        contact = SipregNative.sipreg_event_contact(event);
        status = SipregNative.sipreg_event_status(event);
        reason = SipregNative.sipreg_event_reason(event);
        cause = SipregNative.sipreg_event_cause(event);
        tlsAlert = SipregNative.sipreg_event_tls_alert(event);
        flow = SipregNative.sipreg_event_flow(event);
        outbound = SipregNative.sipreg_event_outbound(event) != 0;
        attempt = SipregNative.sipreg_event_attempt(event);
        willRetry = SipregNative.sipreg_event_will_retry(event) != 0;
        callId = SipregNative.sipreg_event_call_id(event);
        cseq = SipregNative.sipreg_event_cseq(event);
        dropped = SipregNative.sipreg_event_dropped(event);
        downgradeFrom = SipregNative.sipreg_event_downgrade_from(event);
        downgradeTo = SipregNative.sipreg_event_downgrade_to(event);
        headers = headersOf(event);
        bindings = SipBinding.of(event);
        SipEventType type = type();
        services = type == SipEventType.REGISTERED || type == SipEventType.STATUS ? new SipServices(event) : null;
        credentialRequest = type == SipEventType.CREDENTIALS ? new SipCredentialRequest(registration, event) : null;
        logLine = type == SipEventType.LOG ? new SipLogLine(event) : null;
        trace = type == SipEventType.TRACE ? new SipTrace(event) : null;
        request = type == SipEventType.REQUEST ? new SipRequest(event, headers) : null;
    }

    /** Copies an event and takes over its reference. */
    static SipEvent take(SipEndpoint endpoint, SipRegistration registration, long event) {
        SipEvent copy = null;
        try {
            copy = new SipEvent(endpoint, registration, event);
            return copy;
        } finally {
            if (copy == null || copy.request == null) {
                SipregNative.sipreg_event_unref(event);
            }
        }
    }

    private static List<SipHeader> headersOf(long event) {
        List<SipHeader> headers = null;
        for (int i = 0;; i++) {
            String name = SipregNative.sipreg_event_header_name(event, i);
            if (name == null) {
                return headers == null ? Collections.<SipHeader>emptyList() : Collections.unmodifiableList(headers);
            }
            if (headers == null) {
                headers = new ArrayList<SipHeader>();
            }
            headers.add(SipHeader.received(name, SipregNative.sipreg_event_header_value(event, i)));
        }
    }

    /**
     * Where it happened.
     *
     * @return the endpoint
     */
    public SipEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Whose event it is.
     *
     * @return the registration; null for {@link SipEventType#OVERFLOW}, {@link SipEventType#REQUEST},
     *         {@link SipEventType#LOG} and {@link SipEventType#TRACE}
     */
    public SipRegistration registration() {
        return registration;
    }

    /**
     * Kind of the event.
     *
     * @return the type; {@link SipEventType#UNKNOWN} for one that this version does not know
     */
    public SipEventType type() {
        return SipEventType.of(typeNumber);
    }

    /**
     * The number of {@link #type()} in the C library, also where this version does not know it.
     *
     * @return the number
     */
    public int typeNumber() {
        return typeNumber;
    }

    /**
     * State of the registration after the event.
     *
     * @return the state; {@link SipState#UNKNOWN} for one that this version does not know
     */
    public SipState state() {
        return SipState.of(stateNumber);
    }

    /**
     * The number of {@link #state()} in the C library, also where this version does not know it.
     *
     * @return the number
     */
    public int stateNumber() {
        return stateNumber;
    }

    /**
     * Whether the binding lives although the last refresh failed, or its flow is lost.
     *
     * @return true while that is so
     */
    public boolean isDegraded() {
        return degraded;
    }

    /**
     * What the attempt was for.
     *
     * @return the operation
     */
    public SipOperation operation() {
        return SipOperation.of(operationNumber);
    }

    /**
     * The number of {@link #operation()} in the C library, also where this version does not know it.
     *
     * @return the number
     */
    public int operationNumber() {
        return operationNumber;
    }

    /**
     * Lifetime that the registrar granted, from its answer.
     *
     * @return seconds; 0 without a binding
     */
    public long grantedExpiresSeconds() {
        return grantedExpiresSeconds;
    }

    /**
     * From the event to the end of the binding.
     *
     * @return milliseconds; 0 without a binding
     */
    public long remainingMillis() {
        return remainingMillis;
    }

    /**
     * From the event to the next refresh or retry.
     *
     * @return milliseconds; -1 if none is planned
     */
    public long nextAttemptMillis() {
        return nextAttemptMillis;
    }

    /**
     * Address at which the registrar sees us.
     *
     * @return as "203.0.113.1:5060"; "" while unknown
     */
    public String publicAddress() {
        return publicAddress;
    }

    /**
     * Contact URI in use.
     *
     * @return the URI; "" before the first request
     */
    public String contact() {
        return contact;
    }

    /**
     * SIP status of the last final answer.
     *
     * @return 200 to 699; 0 if none came
     */
    public int status() {
        return status;
    }

    /**
     * Reason phrase of that answer.
     *
     * @return the phrase; "" if none came
     */
    public String reason() {
        return reason;
    }

    /**
     * Why the attempt failed.
     *
     * @return the class; {@link SipFailure#UNKNOWN} if it did not, or for one that this version does not know
     */
    public SipFailure failure() {
        return SipFailure.of(failureNumber);
    }

    /**
     * The number of {@link #failure()} in the C library, also where this version does not know it.
     *
     * @return the number
     */
    public int failureNumber() {
        return failureNumber;
    }

    /**
     * The same in a sentence.
     *
     * @return as "connection refused by udp:192.0.2.1:5060"; "" if it did not fail
     */
    public String cause() {
        return cause;
    }

    /**
     * What was wrong with TLS; with several targets, at the first that was not trusted: the explanation tells of each.
     *
     * @return the fault
     */
    public SipTlsFault tlsFault() {
        return SipTlsFault.of(tlsFaultNumber);
    }

    /**
     * The number of {@link #tlsFault()} in the C library, also where this version does not know it.
     *
     * @return the number
     */
    public int tlsFaultNumber() {
        return tlsFaultNumber;
    }

    /**
     * The TLS alert that the server sent (RFC 8446 section 6).
     *
     * @return its number; 0 for none
     */
    public int tlsAlert() {
        return tlsAlert;
    }

    /**
     * The flow that it is about; see {@link SipAccountBuilder#outbound}.
     *
     * @return its number, from 1; 0 where no outbound was asked for
     */
    public int flow() {
        return flow;
    }

    /**
     * Whether the registrar calls us over the flow that this is about (RFC 5626).
     *
     * @return true if so
     */
    public boolean isOutbound() {
        return outbound;
    }

    /**
     * How many attempts in a row have failed, this one included.
     *
     * @return the count
     */
    public int attempt() {
        return attempt;
    }

    /**
     * Whether the library tries again by itself, after {@link #nextAttemptMillis()}.
     *
     * @return true if so
     */
    public boolean willRetry() {
        return willRetry;
    }

    /**
     * Call-ID of the registration.
     *
     * @return the Call-ID
     */
    public String callId() {
        return callId;
    }

    /**
     * CSeq of the last REGISTER sent.
     *
     * @return the number; 0 before the first
     */
    public long cseq() {
        return cseq;
    }

    /**
     * How many older events gave way, for {@link SipEventType#OVERFLOW}.
     *
     * @return the count
     */
    public long dropped() {
        return dropped;
    }

    /**
     * The strongest algorithm that a login has succeeded with, for {@link SipEventType#DOWNGRADE}.
     *
     * @return as "SHA-256"; "" on other events
     */
    public String downgradeFrom() {
        return downgradeFrom;
    }

    /**
     * The strongest algorithm that is offered now, for {@link SipEventType#DOWNGRADE}.
     *
     * @return as "MD5"; "" on other events
     */
    public String downgradeTo() {
        return downgradeTo;
    }

    /**
     * Headers of the registrar's answer, on {@link SipEventType#REGISTERED}, {@link SipEventType#FAILED} and
     * {@link SipEventType#BINDINGS}; of the request, on {@link SipEventType#REQUEST}.
     *
     * @return the headers in their order; unmodifiable
     */
    public List<SipHeader> headers() {
        return headers;
    }

    /**
     * The first header of a name.
     *
     * @param name its name, in upper or lower case
     * @return its value; "" if there is none
     */
    public String header(String name) {
        for (SipHeader one : headers) {
            if (one.name().equalsIgnoreCase(name)) {
                return one.value();
            }
        }
        return "";
    }

    /**
     * Bindings in the registrar's answer, on {@link SipEventType#BINDINGS}, {@link SipEventType#REGISTERED} and
     * {@link SipEventType#FOREIGN}.
     *
     * @return the bindings; unmodifiable
     */
    public List<SipBinding> bindings() {
        return bindings;
    }

    /**
     * What the registrar offered with the binding.
     *
     * @return the services; null but on {@link SipEventType#REGISTERED} and {@link SipEventType#STATUS}
     */
    public SipServices services() {
        return services;
    }

    /**
     * What credentials are wanted.
     *
     * @return to be answered; null but on {@link SipEventType#CREDENTIALS}
     */
    public SipCredentialRequest credentialRequest() {
        return credentialRequest;
    }

    /**
     * What somebody sent us.
     *
     * @return to be answered; null but on {@link SipEventType#REQUEST}
     */
    public SipRequest request() {
        return request;
    }

    /**
     * A line of the log.
     *
     * @return the line; null but on {@link SipEventType#LOG}
     */
    public SipLogLine logLine() {
        return logLine;
    }

    /**
     * A SIP message that was sent or received.
     *
     * @return the message; null but on {@link SipEventType#TRACE}
     */
    public SipTrace trace() {
        return trace;
    }

    /** For logs: type, registration, and what else is short. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type().name());
        if (type() == SipEventType.UNKNOWN) {
            text.append(' ').append(typeNumber);
        }
        if (registration != null) {
            text.append(' ').append(registration.aor());
        }
        if (status != 0) {
            text.append(' ').append(status).append(' ').append(reason);
        }
        if (!cause.isEmpty()) {
            text.append(": ").append(cause);
        }
        return text.toString();
    }
}
