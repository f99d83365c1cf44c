// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Not possible now: not started yet, asked for something already, or incomplete. */
public class SipStateException extends IllegalStateException implements SipErrorDetails {
    private static final long serialVersionUID = 1L;

    /** Kind of the error. */
    private final SipError error;
    /** Its number. */
    private final int errorNumber;
    /** What was disliked, or "". */
    private final String problem;

    SipStateException(SipError error, String message) {
        this(error.number(), message, "");
    }

    SipStateException(int errorNumber, String message, String problem) {
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
