// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Kind of an event. */
public enum SipEventType {
    /** A kind that this version does not know; {@link SipEvent#typeNumber()} keeps its number. */
    UNKNOWN(NativeEventType.SIPREG_EVENT_UNKNOWN),

    /** A REGISTER succeeded: the first one, and each refresh. */
    REGISTERED(NativeEventType.SIPREG_EVENT_REGISTERED),

    /** An attempt failed; {@link SipEvent#willRetry()} tells whether another comes. */
    FAILED(NativeEventType.SIPREG_EVENT_FAILED),

    /** The binding lives, but a refresh failed, or the flow to us was lost. */
    DEGRADED(NativeEventType.SIPREG_EVENT_DEGRADED),

    /** The binding ran out. */
    EXPIRED(NativeEventType.SIPREG_EVENT_EXPIRED),

    /** The binding was removed, or there was none to remove. */
    UNREGISTERED(NativeEventType.SIPREG_EVENT_UNREGISTERED),

    /** The registrar sees us at a new address. */
    PUBLIC_ADDRESS(NativeEventType.SIPREG_EVENT_PUBLIC_ADDRESS),

    /** The answer to {@link SipRegistration#query()} and to the removal of bindings. */
    BINDINGS(NativeEventType.SIPREG_EVENT_BINDINGS),

    /** Made by {@link SipRegistration#status()} only. */
    STATUS(NativeEventType.SIPREG_EVENT_STATUS),

    /** The queue was full: older events gave way to newer ones of their kind; see {@link SipEvent#dropped()}. */
    OVERFLOW(NativeEventType.SIPREG_EVENT_OVERFLOW),

    /** The attempt waits for credentials; see {@link SipEvent#credentialRequest()}. */
    CREDENTIALS(NativeEventType.SIPREG_EVENT_CREDENTIALS),

    /** The registrar holds our binding no more; a registration that is kept makes it anew at once. */
    LOST(NativeEventType.SIPREG_EVENT_LOST),

    /** As {@link #LOST}: another of our instance has taken its place (RFC 5626 section 6). */
    REPLACED(NativeEventType.SIPREG_EVENT_REPLACED),

    /** Bindings that are not ours have appeared: {@link SipEvent#bindings()}. */
    FOREIGN(NativeEventType.SIPREG_EVENT_FOREIGN),

    /** The registrar shows our Contact as another URI, and is known to do so now. */
    REWRITTEN(NativeEventType.SIPREG_EVENT_REWRITTEN),

    /** Challenged with a weaker digest than a login has succeeded with before. */
    DOWNGRADE(NativeEventType.SIPREG_EVENT_DOWNGRADE),

    /** Somebody sent us a request; see {@link SipEvent#request()}. */
    REQUEST(NativeEventType.SIPREG_EVENT_REQUEST),

    /** A line of the log; see {@link SipEndpointBuilder#logEvents}. */
    LOG(NativeEventType.SIPREG_EVENT_LOG),

    /** A SIP message; see {@link SipEndpointBuilder#traceEvents}. */
    TRACE(NativeEventType.SIPREG_EVENT_TRACE);

    private static final SipEventType[] ALL = values();

    private final int number;

    SipEventType(int number) {
        this.number = number;
    }

    /**
     * The number that the C library has for it.
     *
     * @return that number
     */
    public int number() {
        return number;
    }

    static SipEventType of(int number) {
        for (SipEventType one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
