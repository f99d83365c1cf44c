// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** What an attempt was for. */
public enum SipOperation {
    /** Nothing, or something that this version does not know. */
    UNKNOWN(NativeOperation.SIPREG_OPERATION_UNKNOWN),

    /** To register or to refresh. */
    REGISTER(NativeOperation.SIPREG_OPERATION_REGISTER),

    /** To remove our binding. */
    UNREGISTER(NativeOperation.SIPREG_OPERATION_UNREGISTER),

    /** To ask for all bindings. */
    QUERY(NativeOperation.SIPREG_OPERATION_QUERY),

    /** To remove bindings of others by their URIs. */
    REMOVE_BINDING(NativeOperation.SIPREG_OPERATION_REMOVE_BINDING),

    /** To remove every binding of the address-of-record. */
    REMOVE_ALL(NativeOperation.SIPREG_OPERATION_REMOVE_ALL);

    private static final SipOperation[] ALL = values();

    private final int number;

    SipOperation(int number) {
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

    static SipOperation of(int number) {
        for (SipOperation one : ALL) {
            if (one.number == number) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
