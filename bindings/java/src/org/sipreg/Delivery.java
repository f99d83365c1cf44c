// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * The way of events to the listener: one at a time, in order, whatever the executor is. So many wait here that an
 * executor may be busy for a while; then the pump waits, and the queue of the library, which knows which events may
 * give way, does the rest.
 */
final class Delivery implements Runnable {
    static final int LIMIT = 1024;
    private static final long NANOS_PER_MILLI = 1000000L;

    private final SipListener listener;
    private final Executor executor;
    private final ArrayDeque<SipEvent> waiting = new ArrayDeque<SipEvent>();
    private boolean scheduled;
    /** How many were put in, and how many of them the listener is through with, or will not hear. */
    private long offered;
    private long done;
    private Thread teller;
    private volatile boolean closed;

    /** Executor null: on the pump's thread. */
    Delivery(SipListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** On the pump's thread: tells it, or puts it in without waiting. */
    void deliver(SipEvent event) {
        if (executor == null) {
            tell(event);
        } else if (enqueue(event)) {
            schedule();
        }
    }

    /** On the pump's thread: waits as long as too many wait. */
    void awaitRoom() {
        synchronized (waiting) {
            while (waiting.size() >= LIMIT && !closed) {
                try {
                    waiting.wait();
                } catch (InterruptedException nobodyMayInterruptUs) {
                    continue;
                }
            }
        }
    }

    /** Waits until the listener is through with what was put in so far; not where that would be this thread's to do. */
    void awaitTold(long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutMillis * NANOS_PER_MILLI;
        synchronized (waiting) {
            long wanted = offered;
            while (done < wanted && !closed && teller != Thread.currentThread()) {
                long millis = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
                if (millis <= 0) {
                    return;
                }
                waiting.wait(millis);
            }
        }
    }

    /** Nothing begins to be told after this. Never waits. */
    void close() {
        closed = true;
        synchronized (waiting) {
            waiting.clear();
            waiting.notifyAll();
        }
    }

    /** On a thread of the executor: one event, then the next is put behind what else waits there. */
    @Override
    public void run() {
        SipEvent event;
        synchronized (waiting) {
            event = waiting.poll();
            teller = Thread.currentThread();
            waiting.notifyAll();
        }
        if (event != null) {
            tell(event);
        }
        synchronized (waiting) {
            done += event == null ? 0 : 1;
            waiting.notifyAll();
            if (waiting.isEmpty()) {
                scheduled = false;
                return;
            }
        }
        schedule();
    }

    /** What the application throws is its own; our thread goes on. */
    static void report(Throwable error) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable handlerFailed) {
            // Thread.dispatchUncaughtException ignores it, too.
        }
    }

    /** Closed while it waited here. */
    private static boolean isOfClosed(SipEvent event) {
        return event.registration() != null && event.registration().isClosed();
    }

    private void tell(SipEvent event) {
        if (closed || isOfClosed(event)) {
            return;
        }
        try {
            listener.onEvent(event);
        } catch (Throwable error) {
            report(error);
        }
    }

    /** True if nothing is scheduled yet. */
    private boolean enqueue(SipEvent event) {
        synchronized (waiting) {
            if (closed) {
                return false;
            }
            waiting.add(event);
            offered++;
            boolean first = !scheduled;
            scheduled = true;
            return first;
        }
    }

    private void schedule() {
        for (;;) {
            try {
                executor.execute(this);
                return;
            } catch (Throwable refused) {
                boolean more = drop();
                report(refused);
                if (!more) {
                    return;
                }
            }
        }
    }

    /** The event that the executor did not take; true if another waits. */
    private boolean drop() {
        SipEvent lost;
        boolean more;
        synchronized (waiting) {
            lost = waiting.poll();
            done += lost == null ? 0 : 1;
            more = !waiting.isEmpty();
            scheduled = more;
            waiting.notifyAll();
        }
        if (lost != null && lost.request() != null) {
            lost.request().close(); // whoever sent it waits for an answer
        }
        return more;
    }
}
