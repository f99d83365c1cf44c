// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The handle of a registration. */
final class RegistrationRef extends NativeRef {
    RegistrationRef(Object owner, long handle) {
        super(owner, "registration", handle);
    }

    @Override
    void release(long handle) {
        SipregNative.sipreg_registration_unref(handle);
    }
}
