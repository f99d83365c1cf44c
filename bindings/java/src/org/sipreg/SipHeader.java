// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** A header of a SIP message. */
public final class SipHeader {
    private final String name;
    private final String value;

    /**
     * A header to be sent.
     *
     * @param name its name, as "Content-Type"
     * @param value its value, on one line
     * @throws SipArgumentException if one of them holds a line end
     */
    public SipHeader(String name, String value) {
        this(line("name", name), line("value", value), true);
    }

    private SipHeader(String name, String value, boolean checked) {
        this.name = name;
        this.value = value;
    }

    /** One that came, which is taken as it is. */
    static SipHeader received(String name, String value) {
        return new SipHeader(name, value, false);
    }

    /**
     * Its name.
     *
     * @return as it was written
     */
    public String name() {
        return name;
    }

    /**
     * Its value.
     *
     * @return as it was written
     */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipHeader && ((SipHeader) other).name.equals(name)
                && ((SipHeader) other).value.equals(value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }

    private static String line(String what, String text) {
        if (text == null) {
            throw new NullPointerException(what);
        }
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new SipArgumentException(SipError.INVALID, what + ": holds a line end");
        }
        return text;
    }
}
