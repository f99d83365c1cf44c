// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The handle of an endpoint, shut down when it is given back: the pump has a reference of its own and would go on. */
final class EndpointRef extends NativeRef {
    EndpointRef(Object owner, long handle) {
        super(owner, "endpoint", handle);
    }

    @Override
    void release(long handle) {
        SipregNative.sipreg_endpoint_shutdown(handle);
        SipregNative.sipreg_endpoint_unref(handle);
    }
}
