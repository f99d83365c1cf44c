// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** What was asked is closed, or its endpoint is. */
public final class SipClosedException extends SipStateException {
    private static final long serialVersionUID = 1L;

    SipClosedException(String message) {
        super(SipError.CLOSED, message);
    }
}
