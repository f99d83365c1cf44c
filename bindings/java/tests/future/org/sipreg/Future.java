// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Has the binding copy an event of a library that knows more than it. */
public final class Future {
    private Future() {
    }

    public static String tell() {
        SipEvent event = SipEvent.take(null, null, 1);
        return "type " + event.type() + " " + event.typeNumber() + ", state " + event.state() + " " + event.stateNumber()
            + ", failure " + event.failure() + " " + event.failureNumber() + ", operation " + event.operation() + " "
            + event.operationNumber() + ", fault " + event.tlsFault() + " " + event.tlsFaultNumber() + ", text " + event;
    }
}
