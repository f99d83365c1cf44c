// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.Service;
import android.content.Context;
import android.os.Build;

/** The notification that Android wants of a service that goes on in the background. */
final class ForegroundNotice {
    private static final int ID = 1;
    private static final String CHANNEL = "registration";

    private ForegroundNotice() {
    }

    static void show(Service service, String text) {
        service.startForeground(ID, builder(service).setSmallIcon(android.R.drawable.stat_sys_phone_call)
            .setContentTitle("Phone").setContentText(text).setOngoing(true).build());
    }

    @SuppressWarnings("deprecation") // the one without a channel is all that Android before 8 has
    private static Notification.Builder builder(Service service) {
        if (Build.VERSION.SDK_INT < 26) {
            return new Notification.Builder(service);
        }
        NotificationManager manager = (NotificationManager) service.getSystemService(Context.NOTIFICATION_SERVICE);
        manager.createNotificationChannel(new NotificationChannel(CHANNEL, "Registration", NotificationManager.IMPORTANCE_LOW));
        return new Notification.Builder(service, CHANNEL);
    }
}
