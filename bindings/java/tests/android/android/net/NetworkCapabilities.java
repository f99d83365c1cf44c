// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

/** Stand-in. */
public final class NetworkCapabilities {
    public static final int NET_CAPABILITY_INTERNET = 12;
}
