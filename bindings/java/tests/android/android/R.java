// SPDX-License-Identifier: LGPL-2.1-or-later
package android;

/** Stand-in. */
public final class R {
    public static final class drawable {
        public static final int stat_sys_phone_call = 0x010800a6;
    }
}
