// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * Hears what happens on an endpoint. Events come one at a time, in order, on the binding's thread or through the
 * executor given to {@link SipEndpointBuilder#start(SipListener, java.util.concurrent.Executor)}. Every method of the
 * package may be called from within, {@link SipEndpoint#close()} too. While it does not return, further events wait;
 * the registrations go on.
 *
 * <p>What it throws goes to the {@link Thread.UncaughtExceptionHandler} of the thread that it runs on; later events
 * still come. (The handler that Android installs ends the application.)
 *
 * @see SipListenerAdapter
 */
public interface SipListener {
    /**
     * Something happened.
     *
     * @param event what happened; immutable, may be kept
     */
    void onEvent(SipEvent event);
}
