// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The system or the library failed: {@link SipError#SYSTEM}, {@link SipError#NO_MEMORY}, {@link SipError#INTERNAL}. */
public class SipException extends RuntimeException implements SipErrorDetails {
    private static final long serialVersionUID = 1L;

    /** Kind of the error. */
    private final SipError error;
    /** Its number. */
    private final int errorNumber;
    /** What was disliked, or "". */
    private final String problem;

    SipException(SipError error, String message) {
        this(error.number(), message, "");
    }

    SipException(int errorNumber, String message, String problem) {
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
