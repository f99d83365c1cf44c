// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * What every exception of this package can tell beside its message: {@link SipArgumentException},
 * {@link SipStateException} with {@link SipClosedException}, and {@link SipException} with {@link SipSnapshotException} and
 * {@link SipFailedException}.
 */
public interface SipErrorDetails {
    /**
     * Kind of the error.
     *
     * @return the kind; {@link SipError#UNKNOWN} for one that this version does not know
     */
    SipError error();

    /**
     * The error's number in the C library, also where {@link #error()} does not know it.
     *
     * @return the number, negative
     */
    int errorNumber();

    /**
     * What the account or the TLS settings disliked, in a sentence that begins with the field: "expires: 0 is outside
     * 1..4294967295".
     *
     * @return the sentence; "" where nothing more is known than the message says
     */
    String problem();
}
