// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Why a TLS connection did not come about. Unless said otherwise the failure is {@link SipFailure#TLS}. */
public enum SipTlsFault {
    /** No TLS, or nothing wrong with it. */
    NONE(NativeTlsFault.SIPREG_TLS_FAULT_NONE),

    /** A certificate of the server's chain has run out. */
    EXPIRED(NativeTlsFault.SIPREG_TLS_FAULT_EXPIRED),

    /** A certificate begins later: look at the clock here. */
    NOT_YET_VALID(NativeTlsFault.SIPREG_TLS_FAULT_NOT_YET_VALID),

    /** The certificate is another's; {@link SipEvent#cause()} names the names that it has. */
    WRONG_NAME(NativeTlsFault.SIPREG_TLS_FAULT_WRONG_NAME),

    /** No root that is trusted, or an intermediate certificate is missing. */
    UNKNOWN_CA(NativeTlsFault.SIPREG_TLS_FAULT_UNKNOWN_CA),

    /** The server has signed its certificate itself. */
    SELF_SIGNED(NativeTlsFault.SIPREG_TLS_FAULT_SELF_SIGNED),

    /** Revoked by a list that was given. */
    REVOKED(NativeTlsFault.SIPREG_TLS_FAULT_REVOKED),

    /** A key or signature is too weak for the security level here. */
    WEAK_KEY(NativeTlsFault.SIPREG_TLS_FAULT_WEAK_KEY),

    /** The certificate is not for servers. */
    WRONG_PURPOSE(NativeTlsFault.SIPREG_TLS_FAULT_WRONG_PURPOSE),

    /** Anything else is wrong with the certificates. */
    BAD_CHAIN(NativeTlsFault.SIPREG_TLS_FAULT_BAD_CHAIN),

    /** No pinned key is among those of the chain. */
    PIN_MISMATCH(NativeTlsFault.SIPREG_TLS_FAULT_PIN_MISMATCH),

    /** The server showed none. */
    NO_CERTIFICATE(NativeTlsFault.SIPREG_TLS_FAULT_NO_CERTIFICATE),

    /** There is no TLS version that both speak. */
    PROTOCOL_VERSION(NativeTlsFault.SIPREG_TLS_FAULT_PROTOCOL_VERSION),

    /** There is no cipher suite that both speak. */
    NO_SHARED_CIPHER(NativeTlsFault.SIPREG_TLS_FAULT_NO_SHARED_CIPHER),

    /** The server wants a client certificate, and none is set. */
    CERTIFICATE_REQUIRED(NativeTlsFault.SIPREG_TLS_FAULT_CERTIFICATE_REQUIRED),

    /** The server refuses our client certificate. */
    CERTIFICATE_REJECTED(NativeTlsFault.SIPREG_TLS_FAULT_CERTIFICATE_REJECTED),

    /** The server refuses with another alert: {@link SipEvent#tlsAlert()}. */
    ALERT(NativeTlsFault.SIPREG_TLS_FAULT_ALERT),

    /** What answers does not speak TLS. */
    NOT_TLS(NativeTlsFault.SIPREG_TLS_FAULT_NOT_TLS),

    /** The server closed the connection within the handshake: retried as {@link SipFailure#TRANSPORT}. */
    CLOSED(NativeTlsFault.SIPREG_TLS_FAULT_CLOSED),

    /** The server did not finish the handshake in time: retried as {@link SipFailure#TRANSPORT}. */
    TIMEOUT(NativeTlsFault.SIPREG_TLS_FAULT_TIMEOUT),

    /** Something is wrong here, as no trust store of the system. */
    LOCAL(NativeTlsFault.SIPREG_TLS_FAULT_LOCAL),

    /** A fault that this version does not know; {@link SipEvent#tlsFaultNumber()} keeps its number. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final SipTlsFault[] ALL = values();

    private final int number;

    SipTlsFault(int number) {
        this.number = number;
    }

    /**
     * The number that the C library has for it.
     *
     * @return that number; {@link Integer#MIN_VALUE} for {@link #UNKNOWN}
     */
    public int number() {
        return number;
    }

    static SipTlsFault of(int number) {
        for (SipTlsFault one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
