// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** How SIP is carried. */
public enum SipTransport {
    /** None, or one that this version does not know. */
    UNKNOWN(NativeTransport.SIPREG_TRANSPORT_UNKNOWN),

    /** UDP. */
    UDP(NativeTransport.SIPREG_TRANSPORT_UDP),

    /** TCP. */
    TCP(NativeTransport.SIPREG_TRANSPORT_TCP),

    /** TLS over TCP. */
    TLS(NativeTransport.SIPREG_TRANSPORT_TLS),

    /** WebSocket (RFC 7118). */
    WS(NativeTransport.SIPREG_TRANSPORT_WS),

    /** WebSocket over TLS. */
    WSS(NativeTransport.SIPREG_TRANSPORT_WSS);

    private static final SipTransport[] ALL = values();

    private final int number;

    SipTransport(int number) {
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

    static SipTransport of(int number) {
        for (SipTransport one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
