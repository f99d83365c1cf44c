// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Kind of an error that a call ends with. */
public enum SipError {
    /** An argument is malformed or out of range. */
    INVALID(NativeError.SIPREG_ERR_INVALID),

    /** Not possible now: started already, not started yet, or incomplete. */
    STATE(NativeError.SIPREG_ERR_STATE),

    /** The endpoint, or what was asked, is closed. */
    CLOSED(NativeError.SIPREG_ERR_CLOSED),

    /** Nothing came within the time given. */
    TIMEOUT(NativeError.SIPREG_ERR_TIMEOUT),

    /** There was no memory; nothing was changed. */
    NO_MEMORY(NativeError.SIPREG_ERR_NO_MEMORY),

    /** It is no snapshot, or one of another account. */
    SNAPSHOT_FOREIGN(NativeError.SIPREG_ERR_SNAPSHOT_FOREIGN),

    /** The end of the snapshot is missing. */
    SNAPSHOT_TRUNCATED(NativeError.SIPREG_ERR_SNAPSHOT_TRUNCATED),

    /** The snapshot was made by a later version of the library. */
    SNAPSHOT_FUTURE(NativeError.SIPREG_ERR_SNAPSHOT_FUTURE),

    /** The snapshot was changed, or sealed with another key. */
    SNAPSHOT_TAMPERED(NativeError.SIPREG_ERR_SNAPSHOT_TAMPERED),

    /** The system refused a thread, a descriptor or an address. */
    SYSTEM(NativeError.SIPREG_ERR_SYSTEM),

    /** A defect of the library. */
    INTERNAL(NativeError.SIPREG_ERR_INTERNAL),

    /** An error that this version does not know; {@link SipErrorDetails#errorNumber()} keeps its number. */
    UNKNOWN(Integer.MIN_VALUE);

    private static final SipError[] ALL = values();

    private final int number;

    SipError(int number) {
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

    static SipError of(int number) {
        for (SipError one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
