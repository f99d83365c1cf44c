// SPDX-License-Identifier: LGPL-2.1-or-later
package android.content;

/** Stand-in. */
public interface SharedPreferences {
    String getString(String key, String defValue);
}
