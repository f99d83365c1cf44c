// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text on its way to the library and back: UTF-8, no NUL, secrets wiped. */
final class Text {
    private static final byte[] NONE = new byte[0];
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Text() {
    }

    /** The bytes of text; name is the argument that an error speaks of. */
    static byte[] encode(String name, String text) {
        if (text == null) {
            throw new NullPointerException(name);
        }
        return encode(name, CharBuffer.wrap(text));
    }

    /** As encode, null staying null. */
    static byte[] encodeOrNull(String name, String text) {
        return text == null ? null : encode(name, text);
    }

    /** The bytes of a secret: the caller wipes them. */
    static byte[] encodeSecret(String name, char[] secret) {
        if (secret == null) {
            throw new NullPointerException(name);
        }
        return encode(name, CharBuffer.wrap(secret));
    }

    /** A copy of a secret that is UTF-8 already: the caller wipes it. */
    static byte[] copySecret(String name, byte[] secret) {
        if (secret == null) {
            throw new NullPointerException(name);
        }
        for (byte one : secret) {
            if (one == 0) {
                throw withNul(name);
            }
        }
        return secret.clone();
    }

    static void wipe(byte[] secret) {
        if (secret != null) {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** What the library gives out; null stays null. */
    static String decode(byte[] bytes) {
        return bytes == null ? null : bytes.length == 0 ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the library wrote up to the NUL. */
    static String decodeTerminated(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Digits of a secret: the caller wipes them. */
    static byte[] hex(byte[] bytes) {
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = (byte) HEX[bytes[i] >> 4 & 15];
            digits[2 * i + 1] = (byte) HEX[bytes[i] & 15];
        }
        return digits;
    }

    /** Bytes that hex digits stand for. */
    static byte[] unhex(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static byte[] encode(String name, CharBuffer text) {
        if (!text.hasRemaining()) {
            return NONE;
        }
        for (int i = text.position(); i < text.limit(); i++) {
            if (text.get(i) == 0) {
                throw withNul(name);
            }
        }
        // Our own buffer, large enough, as one that grows leaves copies behind.
        byte[] room = new byte[3 * text.remaining()];
        try {
            ByteBuffer bytes = ByteBuffer.wrap(room);
            CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
            CoderResult result = encoder.encode(text, bytes, true);
            if (result.isError()) {
                throw new SipArgumentException(SipError.INVALID, name + ": holds half a surrogate pair");
            }
            encoder.flush(bytes);
            return Arrays.copyOf(room, bytes.position());
        } finally {
            wipe(room);
        }
    }

    private static SipArgumentException withNul(String name) {
        return new SipArgumentException(SipError.INVALID, name + ": holds a NUL character");
    }
}
