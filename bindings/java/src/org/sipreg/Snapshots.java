// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** What snapshots of registrations and of endpoints have in common. */
final class Snapshots {
    private Snapshots() {
    }

    static void checkKey(byte[] key) {
        if (key == null) {
            throw new NullPointerException("key");
        }
        if (key.length != SipRegistration.SNAPSHOT_KEY_SIZE) {
            throw new SipArgumentException(SipError.INVALID,
                    "key: " + key.length + " bytes, where " + SipRegistration.SNAPSHOT_KEY_SIZE + " are needed");
        }
    }

    /** A place for a snapshot of this length, as the last one was none or too small; throws for any other reason. */
    static byte[] larger(byte[] place, int number, long length) {
        boolean tooSmall = place != null && number == NativeError.SIPREG_ERR_INVALID && length > place.length;
        if (number != NativeError.SIPREG_OK && !tooSmall) {
            throw Failures.of("snapshot", number, "");
        }
        return new byte[(int) length];
    }
}
