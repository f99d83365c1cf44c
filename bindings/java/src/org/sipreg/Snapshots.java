// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.Arrays;

/** What snapshots of registrations and of endpoints have in common. */
final class Snapshots {
    /** The library's two functions, of a registration or of an endpoint. */
    interface Calls {
        int snapshot(long handle, byte[] key, byte[] place, long[] length);

        int restore(long handle, byte[] key, byte[] snapshot);
    }

    private Snapshots() {
    }

    static byte[] take(NativeRef ref, Calls calls, byte[] key) {
        checkKey(key);
        long handle = ref.enter();
        try {
            long[] length = new long[1];
            byte[] place = null;
            for (;;) {
                int number = calls.snapshot(handle, key, place, length);
                if (place != null && number == NativeError.SIPREG_OK) {
                    return Arrays.copyOf(place, (int) length[0]);
                }
                place = larger(place, number, length[0]);
            }
        } finally {
            ref.leave();
        }
    }

    static void restore(NativeRef ref, Calls calls, byte[] key, byte[] snapshot) {
        checkKey(key);
        if (snapshot == null) {
            throw new NullPointerException("snapshot");
        }
        long handle = ref.enter();
        try {
            Failures.check("restore", calls.restore(handle, key, snapshot));
        } finally {
            ref.leave();
        }
    }

    private static void checkKey(byte[] key) {
        if (key == null) {
            throw new NullPointerException("key");
        }
        if (key.length != SipRegistration.SNAPSHOT_KEY_SIZE) {
            throw new SipArgumentException(SipError.INVALID,
                    "key: " + key.length + " bytes, where " + SipRegistration.SNAPSHOT_KEY_SIZE + " are needed");
        }
    }

    /** A place for a snapshot of this length, as the last one was none or too small; throws for any other reason. */
    private static byte[] larger(byte[] place, int number, long length) {
        boolean tooSmall = place != null && number == NativeError.SIPREG_ERR_INVALID && length > place.length;
        if (number != NativeError.SIPREG_OK && !tooSmall) {
            throw Failures.of("snapshot", number, "");
        }
        return new byte[(int) length];
    }
}
