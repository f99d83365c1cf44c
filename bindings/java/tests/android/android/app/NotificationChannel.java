// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

/** Stand-in. */
public final class NotificationChannel {
    public NotificationChannel(String id, CharSequence name, int importance) {
    }
}
