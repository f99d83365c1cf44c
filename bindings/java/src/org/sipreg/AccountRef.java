// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The handle of an account. */
final class AccountRef extends NativeRef {
    AccountRef(Object owner, long handle) {
        super(owner, "account", handle);
    }

    @Override
    void release(long handle) {
        SipregNative.sipreg_account_unref(handle);
    }
}
