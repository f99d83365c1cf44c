// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

/** Stand-in. */
public class Network {
}
