// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** How it stands with a registration. */
public enum SipState {
    /** A state that this version does not know; {@link SipEvent#stateNumber()} keeps its number. */
    UNKNOWN(NativeState.SIPREG_STATE_UNKNOWN),

    /** Nothing is asked of it, or it was given up. */
    IDLE(NativeState.SIPREG_STATE_IDLE),

    /** The first attempt is under way; no binding is known. */
    REGISTERING(NativeState.SIPREG_STATE_REGISTERING),

    /** The binding lives; see {@link SipEvent#isDegraded()}. */
    REGISTERED(NativeState.SIPREG_STATE_REGISTERED),

    /** There is no binding; the next attempt is scheduled. */
    WAITING(NativeState.SIPREG_STATE_WAITING),

    /** The binding is being removed. */
    UNREGISTERING(NativeState.SIPREG_STATE_UNREGISTERING);

    private static final SipState[] ALL = values();

    private final int number;

    SipState(int number) {
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

    static SipState of(int number) {
        for (SipState one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
