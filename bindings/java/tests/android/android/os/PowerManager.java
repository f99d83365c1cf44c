// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

/** Stand-in. */
public final class PowerManager {
    public static final int PARTIAL_WAKE_LOCK = 1;

    public WakeLock newWakeLock(int levelAndFlags, String tag) {
        return new WakeLock();
    }

    public final class WakeLock {
        private volatile boolean held;

        public void setReferenceCounted(boolean value) {
        }

        public void acquire(long timeout) {
            held = true;
        }

        public void release() {
            held = false;
        }

        public boolean isHeld() {
            return held;
        }
    }
}
