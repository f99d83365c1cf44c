// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

/** Stand-in. */
public class NotificationManager {
    public static final int IMPORTANCE_LOW = 2;

    public void createNotificationChannel(NotificationChannel channel) {
    }
}
