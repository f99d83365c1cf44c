// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** A line of the library's log, with {@link SipEventType#LOG}; see {@link SipEndpointBuilder#logEvents}. */
public final class SipLogLine {
    private final int levelNumber;
    private final String text;

    SipLogLine(long event) {
        levelNumber = SipregNative.sipreg_event_log_level(event);
        text = SipregNative.sipreg_event_log_line(event);
    }

    /**
     * Its severity.
     *
     * @return the level; {@link SipLogLevel#UNKNOWN} for one that this version does not know
     */
    public SipLogLevel level() {
        return SipLogLevel.of(levelNumber);
    }

    /**
     * What it says; no secret is in it.
     *
     * @return the text, without a line end
     */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return level() + ": " + text;
    }
}
