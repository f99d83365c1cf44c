// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** How an outbound proxy is used. */
public enum SipProxyMode {
    /** One that this version does not know. */
    UNKNOWN(NativeProxyMode.SIPREG_PROXY_UNKNOWN),

    /** Packets go there; every header stays as if it were not there. */
    PINNED(NativeProxyMode.SIPREG_PROXY_PINNED),

    /** Packets go there, and a loose Route header names it (RFC 3261 section 8.1.2). */
    ROUTE(NativeProxyMode.SIPREG_PROXY_ROUTE);

    private static final SipProxyMode[] ALL = values();

    private final int number;

    SipProxyMode(int number) {
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

    static SipProxyMode of(int number) {
        for (SipProxyMode one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
