// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Which address families are used. */
public enum SipFamily {
    /** One that this version does not know. */
    UNKNOWN(NativeFamily.SIPREG_FAMILY_UNKNOWN),

    /** Both, in the order that the system prefers (RFC 6724). */
    ANY(NativeFamily.SIPREG_FAMILY_ANY),

    /** Both, IPv4 first. */
    V4_FIRST(NativeFamily.SIPREG_FAMILY_V4_FIRST),

    /** Both, IPv6 first. */
    V6_FIRST(NativeFamily.SIPREG_FAMILY_V6_FIRST),

    /** IPv4 alone. */
    V4_ONLY(NativeFamily.SIPREG_FAMILY_V4_ONLY),

    /** IPv6 alone. */
    V6_ONLY(NativeFamily.SIPREG_FAMILY_V6_ONLY);

    private static final SipFamily[] ALL = values();

    private final int number;

    SipFamily(int number) {
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

    static SipFamily of(int number) {
        for (SipFamily one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
