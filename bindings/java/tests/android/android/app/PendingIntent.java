// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

import android.content.Context;
import android.content.Intent;

/** Stand-in. */
public final class PendingIntent {
    public static final int FLAG_UPDATE_CURRENT = 1 << 27;
    public static final int FLAG_IMMUTABLE = 1 << 26;

    public final Intent intent;

    private PendingIntent(Intent intent) {
        this.intent = intent;
    }

    public static PendingIntent getService(Context context, int requestCode, Intent intent, int flags) {
        return new PendingIntent(intent);
    }
}
