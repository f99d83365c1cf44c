// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** The handle of an event. */
final class EventRef extends NativeRef {
    EventRef(Object owner, long handle) {
        super(owner, "request", handle);
    }

    @Override
    void release(long handle) {
        SipregNative.sipreg_event_unref(handle);
    }
}
