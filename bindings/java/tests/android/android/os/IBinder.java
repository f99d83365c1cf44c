// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

/** Stand-in. */
public interface IBinder {
}
