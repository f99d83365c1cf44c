// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Text over the border. */
final class TextTests {
    private TextTests() {
    }

    static void everyCharacterIsRealUtf8() {
        for (int c = 1; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = new String(Character.toChars(c));
            byte[] bytes = Text.encode("text", text);
            Check.that(Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)), "character " + c);
            Check.is(Text.decode(bytes), text, "character " + c);
        }
    }

    static void longTextIsWhole() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.appendCodePoint(1 + random.nextInt(0xd000)).appendCodePoint(0x1f300 + random.nextInt(256));
        }
        Check.is(Text.decode(Text.encode("text", text.toString())), text.toString(), "text");
    }

    static void halfASurrogatePairIsRefused() {
        for (String text : new String[] {"\ud83d", "a\ude00b", "\ude00\ud83d", "x\ud83d"}) {
            SipArgumentException refused = Check.thrown(SipArgumentException.class, () -> Text.encode("name", text));
            Check.is(refused.getMessage(), "name: holds half a surrogate pair", "message");
        }
    }

    static void nullNamesTheArgument() {
        Check.is(Check.thrown(NullPointerException.class, () -> Text.encode("name", null)).getMessage(), "name", "message");
        Check.is(Text.encodeOrNull("name", null), null, "where null is good");
        Check.is(Text.decode(null), null, "nothing decoded");
    }

    static void secretsAreCopiesThatCanBeWiped() {
        byte[] given = {1, 2, 3};
        byte[] copy = Text.copySecret("secret", given);
        Text.wipe(copy);
        Check.that(Arrays.equals(given, new byte[] {1, 2, 3}), "the caller's array is his own");
        Check.that(Arrays.equals(copy, new byte[3]), "the copy is wiped");
        Text.wipe(null);
    }

    static void hexGoesBothWays() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String digits = new String(Text.hex(bytes), StandardCharsets.US_ASCII);
        Check.that(digits.startsWith("000102") && digits.endsWith("fdfeff"), digits);
        Check.that(Arrays.equals(Text.unhex(digits), bytes), "back");
    }

    static void pemIsWhatTheBase64OfTheJdkMakes() {
        for (int size = 0; size < 200; size++) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            StringBuilder pem = new StringBuilder();
            Pem.append(pem, "X", bytes);
            String body = pem.toString().replaceAll("-----(BEGIN|END) X-----\n", "");
            for (String line : body.split("\n")) {
                Check.that(line.length() <= 64, "a line of " + line.length());
            }
            Check.is(body.replace("\n", ""), java.util.Base64.getEncoder().encodeToString(bytes), "base64 of " + size);
        }
    }
}
