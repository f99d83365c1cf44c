// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The handle of a set of TLS settings. */
final class TlsRef extends NativeRef {
    TlsRef(Object owner, long handle) {
        super(owner, "set of TLS settings", handle);
    }

    @Override
    void release(long handle) {
        SipregNative.sipreg_tls_unref(handle);
    }
}
