// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** PEM text (RFC 7468). java.util.Base64 came to Android with API 26 only. */
final class Pem {
    private static final char[] LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();
    private static final int BYTES_PER_LINE = 48;

    private Pem() {
    }

    static void append(StringBuilder out, String label, byte[] bytes) {
        out.append("-----BEGIN ").append(label).append("-----\n");
        for (int start = 0; start < bytes.length; start += BYTES_PER_LINE) {
            appendBase64(out, bytes, start, Math.min(bytes.length, start + BYTES_PER_LINE));
            out.append('\n');
        }
        out.append("-----END ").append(label).append("-----\n");
    }

    private static void appendBase64(StringBuilder out, byte[] bytes, int start, int end) {
        for (int i = start; i < end; i += 3) {
            int group = at(bytes, i, end) << 16 | at(bytes, i + 1, end) << 8 | at(bytes, i + 2, end);
            out.append(LETTERS[group >> 18]).append(LETTERS[group >> 12 & 63]);
            out.append(i + 1 < end ? LETTERS[group >> 6 & 63] : '=');
            out.append(i + 2 < end ? LETTERS[group & 63] : '=');
        }
    }

    private static int at(byte[] bytes, int index, int end) {
        return index < end ? bytes[index] & 255 : 0;
    }
}
