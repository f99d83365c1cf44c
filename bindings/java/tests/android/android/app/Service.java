// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.IBinder;

/** Stand-in. */
public abstract class Service extends Context {
    public static final int START_STICKY = 1;

    public Notification shown;

    public void onCreate() {
    }

    public int onStartCommand(Intent intent, int flags, int startId) {
        return START_STICKY;
    }

    public void onDestroy() {
    }

    public abstract IBinder onBind(Intent intent);

    public final void startForeground(int id, Notification notification) {
        shown = notification;
    }
}
