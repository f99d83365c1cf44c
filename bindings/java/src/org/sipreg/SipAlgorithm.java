// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Digest algorithms (RFC 7616, RFC 8760), weakest first. */
public enum SipAlgorithm {
    /** One that this version does not know. */
    UNKNOWN(NativeAlgorithm.SIPREG_ALGORITHM_UNKNOWN),

    /** MD5. */
    MD5(NativeAlgorithm.SIPREG_ALGORITHM_MD5),

    /** SHA-256. */
    SHA_256(NativeAlgorithm.SIPREG_ALGORITHM_SHA_256),

    /** SHA-512/256. */
    SHA_512_256(NativeAlgorithm.SIPREG_ALGORITHM_SHA_512_256);

    private static final SipAlgorithm[] ALL = values();

    private final int number;

    SipAlgorithm(int number) {
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

    static SipAlgorithm of(int number) {
        for (SipAlgorithm one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
