// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Severity of a log line. */
public enum SipLogLevel {
    /** One that this version does not know. */
    UNKNOWN(NativeLogLevel.SIPREG_LOG_UNKNOWN),

    /** Something went wrong for good. */
    ERROR(NativeLogLevel.SIPREG_LOG_ERROR),

    /** Something is not as it should be. */
    WARNING(NativeLogLevel.SIPREG_LOG_WARNING),

    /** What is being done. */
    INFO(NativeLogLevel.SIPREG_LOG_INFO);

    private static final SipLogLevel[] ALL = values();

    private final int number;

    SipLogLevel(int number) {
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

    static SipLogLevel of(int number) {
        for (SipLogLevel one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
