// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * A handle of the C library and who is using it. It is given back when it is closed and nobody is inside a call with
 * it; an owner that was forgotten without close() has it given back when the next handle is made.
 */
abstract class NativeRef extends PhantomReference<Object> {
    private static final ReferenceQueue<Object> FORGOTTEN = new ReferenceQueue<Object>();
    /** A phantom reference that is itself collected is never queued. */
    private static final Set<NativeRef> HELD = new HashSet<NativeRef>();

    private final String noun;
    private long handle;
    private int users;
    private boolean closed;

    /** Takes over one reference of handle, for as long as owner is open; noun names it in errors. */
    NativeRef(Object owner, String noun, long handle) {
        super(owner, FORGOTTEN);
        this.noun = noun;
        this.handle = handle;
        synchronized (HELD) {
            HELD.add(this);
        }
    }

    /** Gives handles back whose owners were collected; called wherever a handle is made. */
    static void releaseForgotten() {
        Reference<?> forgotten;
        while ((forgotten = FORGOTTEN.poll()) != null) {
            ((NativeRef) forgotten).close();
        }
    }

    /** How many handles are held; for tests. */
    static int heldCount() {
        synchronized (HELD) {
            return HELD.size();
        }
    }

    /** Drops the reference of the library. No lock is held. */
    abstract void release(long handle);

    /** The handle, good until leave(). */
    synchronized long enter() {
        if (closed) {
            throw new SipClosedException("the " + noun + " is closed");
        }
        users++;
        return handle;
    }

    /** The handle, for an owner that lets nobody close it meanwhile. */
    synchronized long handle() {
        return handle;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            last = --users == 0 && closed;
        }
        if (last) {
            giveBack();
        }
    }

    /** False if it was closed already. Never waits: who is inside a call gives it back on leaving. */
    boolean close() {
        boolean last;
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            last = users == 0;
        }
        if (last) {
            giveBack();
        }
        return true;
    }

    /** The handle, whose reference is the caller's from now on; nobody may be inside a call. */
    long surrender() {
        long surrendered;
        synchronized (this) {
            if (closed) {
                throw new SipClosedException("the " + noun + " is closed");
            }
            closed = true;
            surrendered = handle;
            handle = 0;
        }
        drop();
        return surrendered;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void giveBack() {
        long last = handle;
        handle = 0;
        drop();
        release(last);
    }

    private void drop() {
        clear();
        synchronized (HELD) {
            HELD.remove(this);
        }
    }
}
