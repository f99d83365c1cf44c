// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

/** Stand-in. */
public class LinkAddress {
    private final String text;

    public LinkAddress(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
