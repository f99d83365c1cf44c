// SPDX-License-Identifier: LGPL-2.1-or-later
package android.app;

import android.content.Context;

/** Stand-in. */
public class Notification {
    public CharSequence text;

    public static class Builder {
        private final Notification made = new Notification();

        @Deprecated
        public Builder(Context context) {
        }

        public Builder(Context context, String channelId) {
        }

        public Builder setSmallIcon(int icon) {
            return this;
        }

        public Builder setContentTitle(CharSequence title) {
            return this;
        }

        public Builder setContentText(CharSequence text) {
            made.text = text;
            return this;
        }

        public Builder setOngoing(boolean ongoing) {
            return this;
        }

        public Notification build() {
            return made;
        }
    }
}
