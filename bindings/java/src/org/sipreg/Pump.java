// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that waits for the events of one endpoint. It has a reference of its own on the handle, and none on the
 * endpoint, so that an endpoint without registrations can be forgotten; it ends when the endpoint is shut down.
 */
final class Pump implements Runnable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long PAUSE_NANOS = 100000000L;

    private final WeakReference<SipEndpoint> endpoint;
    private final long handle;
    private final Thread thread;

    Pump(SipEndpoint endpoint, long handle) {
        this.endpoint = new WeakReference<SipEndpoint>(endpoint);
        thread = new Thread(null, this, "sipreg-events-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        this.handle = SipregNative.sipreg_endpoint_ref(handle);
    }

    void start() {
        thread.start();
    }

    /** Where start() failed. */
    void abandon() {
        SipregNative.sipreg_endpoint_unref(handle);
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** True if the endpoint's thread and this one have ended in time. */
    boolean await(long timeoutMillis) throws InterruptedException {
        if (isCurrentThread()) {
            throw new IllegalStateException("awaitClosed() within the listener would wait for itself");
        }
        if (timeoutMillis > 0) {
            thread.join(timeoutMillis);
        }
        return !thread.isAlive();
    }

    @Override
    public void run() {
        try {
            long[] out = new long[1];
            int number;
            while ((number = SipregNative.sipreg_endpoint_next_event(handle, -1, out)) != NativeError.SIPREG_ERR_CLOSED) {
                if (number == NativeError.SIPREG_OK) {
                    handOver(out[0]);
                } else { // no memory, it may be, for the moment
                    Delivery.report(Failures.of("next event", number, ""));
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            SipregNative.sipreg_endpoint_wait_closed(handle, -1);
        } finally {
            SipregNative.sipreg_endpoint_unref(handle);
        }
    }

    /** A method of its own, so that no local variable of the loop keeps the endpoint alive. */
    private void handOver(long event) {
        SipEndpoint target = endpoint.get();
        if (target == null) {
            SipregNative.sipreg_event_unref(event);
            return;
        }
        try {
            target.dispatch(event);
        } catch (Throwable error) { // as of an exhausted heap; the next event may come through
            Delivery.report(error);
        }
    }
}
