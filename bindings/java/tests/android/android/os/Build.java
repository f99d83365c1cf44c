// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

/** Stand-in: the test says which Android it is. */
public final class Build {
    public static final class VERSION {
        public static final int SDK_INT = Integer.getInteger("stand.in.sdk", 21);
    }
}
