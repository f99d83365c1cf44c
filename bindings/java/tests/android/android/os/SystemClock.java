// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

/** Stand-in. */
public final class SystemClock {
    public static long elapsedRealtime() {
        return System.nanoTime() / 1_000_000;
    }
}
