// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259), strictly: Java 8 has nothing that does. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blank();
        Check.is(json.at, text.length(), "end of the JSON");
        return value;
    }

    private Object value() {
        blank();
        switch (text.charAt(at)) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                return word();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        while (!ends('}', members.isEmpty())) {
            blank();
            String name = string();
            take(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        take('[');
        while (!ends(']', items.isEmpty())) {
            items.add(value());
        }
        return items;
    }

    /** At the end, or past the comma before the next. */
    private boolean ends(char close, boolean first) {
        blank();
        if (text.charAt(at) == close) {
            at++;
            return true;
        }
        if (!first) {
            take(',');
        }
        return false;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        take('"');
        for (char one = text.charAt(at++); one != '"'; one = text.charAt(at++)) {
            Check.that(one >= ' ', "control character within a JSON string");
            out.append(one == '\\' ? escaped() : one);
        }
        return out.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        int which = "\"\\/bfnrt".indexOf(letter);
        if (letter == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        Check.that(which >= 0, "escape \\" + letter);
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Object word() {
        int begin = at;
        while (at < text.length() && "-+.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(begin, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                return Double.valueOf(word);
        }
    }

    private void take(char wanted) {
        blank();
        Check.is(text.charAt(at), wanted, "JSON at " + at);
        at++;
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
