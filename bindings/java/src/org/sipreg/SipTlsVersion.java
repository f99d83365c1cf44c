// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Versions of TLS. */
public enum SipTlsVersion {
    /** A version that this one does not know. */
    UNKNOWN(NativeTlsVersion.SIPREG_TLS_VERSION_UNKNOWN),

    /** TLS 1.2. */
    TLS_1_2(NativeTlsVersion.SIPREG_TLS_VERSION_1_2),

    /** TLS 1.3. */
    TLS_1_3(NativeTlsVersion.SIPREG_TLS_VERSION_1_3);

    private static final SipTlsVersion[] ALL = values();

    private final int number;

    SipTlsVersion(int number) {
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

    static SipTlsVersion of(int number) {
        for (SipTlsVersion one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
