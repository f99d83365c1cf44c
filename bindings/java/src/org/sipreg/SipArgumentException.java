// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** An argument is malformed or out of range; nothing was changed. The message names the argument. */
public final class SipArgumentException extends IllegalArgumentException implements SipErrorDetails {
    private static final long serialVersionUID = 1L;

    /** Kind of the error. */
    private final SipError error;
    /** Its number. */
    private final int errorNumber;
    /** What was disliked, or "". */
    private final String problem;

    SipArgumentException(SipError error, String message) {
        this(error.number(), message, "");
    }

    SipArgumentException(int errorNumber, String message, String problem) {
        super(message);
        this.error = SipError.of(errorNumber);
        this.errorNumber = errorNumber;
        this.problem = problem;
    }

    @Override
    public SipError error() {
        return error;
    }

    @Override
    public int errorNumber() {
        return errorNumber;
    }

    @Override
    public String problem() {
        return problem;
    }
}
