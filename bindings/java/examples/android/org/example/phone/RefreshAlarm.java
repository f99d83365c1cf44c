// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import android.app.AlarmManager;
import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.PowerManager;
import android.os.SystemClock;

/**
 * Wakes the device when a refresh is due. A sleeping device runs no timers, the library's neither; in Doze an alarm of this
 * kind still comes, about every nine minutes at most. Where the provider pushes (RFC 8599), use that, and no alarm.
 */
final class RefreshAlarm {
    private final AlarmManager alarms;
    private final PowerManager.WakeLock awake;
    private final PendingIntent refresh;

    RefreshAlarm(Context context) {
        alarms = (AlarmManager) context.getSystemService(Context.ALARM_SERVICE);
        PowerManager power = (PowerManager) context.getSystemService(Context.POWER_SERVICE);
        awake = power.newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "org.example.phone:refresh");
        awake.setReferenceCounted(false);
        Intent intent = new Intent(context, RegistrationService.class).setAction(RegistrationService.ACTION_REFRESH);
        int mutability = Build.VERSION.SDK_INT >= 23 ? PendingIntent.FLAG_IMMUTABLE : 0;
        refresh = PendingIntent.getService(context, 0, intent, PendingIntent.FLAG_UPDATE_CURRENT | mutability);
    }

    /** In so many milliseconds, as an event's nextAttemptMillis() says; -1 for never. */
    void set(long millis) {
        if (millis < 0) {
            cancel();
            return;
        }
        long at = SystemClock.elapsedRealtime() + millis;
        if (Build.VERSION.SDK_INT >= 23) {
            alarms.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, refresh);
        } else {
            alarms.set(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, refresh);
        }
    }

    void cancel() {
        alarms.cancel(refresh);
        sleep();
    }

    /** Until the refresh is through, or so many milliseconds. */
    void stayAwake(long millis) {
        awake.acquire(millis);
    }

    void sleep() {
        if (awake.isHeld()) {
            awake.release();
        }
    }
}
