// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Turns the numbers that the library answers into exceptions. */
final class Failures {
    private Failures() {
    }

    /** Throws unless number is OK; action says what was refused: "expires: 0". */
    static void check(String action, int number) {
        if (number != NativeError.SIPREG_OK) {
            throw of(action, number, "");
        }
    }

    /** As check, with the sentence that the account or the TLS settings keep, "" for none. */
    static RuntimeException of(String action, int number, String problem) {
        SipError error = SipError.of(number);
        String message = problem.isEmpty() ? action + ": " + words(error, number) : problem;
        switch (error) {
            case INVALID:
                return new SipArgumentException(number, message, problem);
            case STATE:
            case TIMEOUT:
                return new SipStateException(number, message, problem);
            case CLOSED:
                return new SipClosedException(message);
            case SNAPSHOT_FOREIGN:
            case SNAPSHOT_TRUNCATED:
            case SNAPSHOT_FUTURE:
            case SNAPSHOT_TAMPERED:
                return new SipSnapshotException(number, message);
            default:
                return new SipException(number, message, problem);
        }
    }

    private static String words(SipError error, int number) {
        switch (error) {
            case INVALID:
                return "malformed or out of range";
            case STATE:
                return "not possible now";
            case CLOSED:
                return "closed";
            case SNAPSHOT_FOREIGN:
                return "no snapshot, or one of another account";
            case SNAPSHOT_TRUNCATED:
                return "the end of the snapshot is missing";
            case SNAPSHOT_FUTURE:
                return "the snapshot was made by a later version";
            case SNAPSHOT_TAMPERED:
                return "the snapshot was changed, or sealed with another key";
            case SYSTEM:
                return "the system refused a thread, a descriptor or an address";
            default:
                return SipregNative.sipreg_error_name(number) + " (" + number + ")";
        }
    }
}
