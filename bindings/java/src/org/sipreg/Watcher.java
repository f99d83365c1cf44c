// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Waits for an event of one registration. It must not throw, block, or run code of the application. */
abstract class Watcher {
    /** On the pump's thread, when the listener was told, or the executor has it. */
    abstract void onEvent(SipEvent event);

    /** No further event will come. On the thread that closes; may be called twice. */
    abstract void onClosed();
}
