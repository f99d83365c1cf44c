// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * A snapshot is not to be used: {@link SipError#SNAPSHOT_FOREIGN}, {@link SipError#SNAPSHOT_TRUNCATED},
 * {@link SipError#SNAPSHOT_FUTURE} or {@link SipError#SNAPSHOT_TAMPERED}. Nothing was changed: go on without it.
 */
public final class SipSnapshotException extends SipException {
    private static final long serialVersionUID = 1L;

    SipSnapshotException(int errorNumber, String message) {
        super(errorNumber, message, "");
    }
}
