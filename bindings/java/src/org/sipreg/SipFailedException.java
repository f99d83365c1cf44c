// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** An attempt failed: how {@link SipFutures} tell of a {@link SipEventType#FAILED} event. */
public final class SipFailedException extends SipException {
    private static final long serialVersionUID = 1L;

    private final transient SipEvent event;

    SipFailedException(SipEvent event) {
        super(SipError.UNKNOWN, event.failure() + ": " + event.cause());
        this.event = event;
    }

    /**
     * The event that told of it.
     *
     * @return the event; null after serialisation
     */
    public SipEvent event() {
        return event;
    }
}
