// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Why an attempt failed. What follows is set by {@link SipAccountBuilder#retryClass}; the defaults are given here. */
public enum SipFailure {
    /** It did not fail, or for a reason that this version does not know. */
    UNKNOWN(NativeFailure.SIPREG_FAILURE_UNKNOWN),

    /** The registrar is in trouble (408, 480, 5xx): retried. */
    TEMPORARY(NativeFailure.SIPREG_FAILURE_TEMPORARY),

    /** The registrar refuses this user (403): not retried. */
    FORBIDDEN(NativeFailure.SIPREG_FAILURE_FORBIDDEN),

    /** The registrar will not take this REGISTER: not retried. */
    FATAL(NativeFailure.SIPREG_FAILURE_FATAL),

    /** The credentials were rejected, or there were none: not retried, since registrars ban whoever goes on. */
    CREDENTIALS(NativeFailure.SIPREG_FAILURE_CREDENTIALS),

    /** The registrar's name was not resolved: retried. */
    DNS(NativeFailure.SIPREG_FAILURE_DNS),

    /** Refused, unreachable, or the connection broke: retried. */
    TRANSPORT(NativeFailure.SIPREG_FAILURE_TRANSPORT),

    /** Handshake or certificate, see {@link SipTlsFault}: retried slowly. */
    TLS(NativeFailure.SIPREG_FAILURE_TLS),

    /** No answer within the deadline of the attempt: retried. */
    TIMEOUT(NativeFailure.SIPREG_FAILURE_TIMEOUT);

    private static final SipFailure[] ALL = values();

    private final int number;

    SipFailure(int number) {
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

    static SipFailure of(int number) {
        for (SipFailure one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
