// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

/** Stand-in: keeps the last alarm for the test. */
public class AlarmManager {
    public static final int ELAPSED_REALTIME_WAKEUP = 2;

    public volatile PendingIntent due;
    public volatile long at;

    public void set(int type, long triggerAtMillis, PendingIntent operation) {
        at = triggerAtMillis;
        due = operation;
    }

    public void setAndAllowWhileIdle(int type, long triggerAtMillis, PendingIntent operation) {
        set(type, triggerAtMillis, operation);
    }

    public void cancel(PendingIntent operation) {
        due = null;
    }
}
