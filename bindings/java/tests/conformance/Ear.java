// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipListener;
import org.sipreg.SipRegistration;

/** A listener that remembers, and whoever waits for an event with a deadline. */
public final class Ear implements SipListener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<SipEvent> events = new LinkedBlockingQueue<>();
    private final List<SipEvent> passed = new ArrayList<>();

    @Override
    public void onEvent(SipEvent event) {
        events.add(event);
    }

    /** The next event of this type, null for any; those before it have passed. */
    public SipEvent next(SipEventType type) throws InterruptedException {
        return next(type, null);
    }

    /** The next event but for those of an address that was learnt, which come where they like. */
    public SipEvent next() throws InterruptedException {
        SipEvent event = next(null);
        return event.type() == SipEventType.PUBLIC_ADDRESS ? next() : event;
    }

    /** The next event of this type of one registration. */
    public SipEvent next(SipEventType type, SipRegistration registration) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (;;) {
            SipEvent event = events.poll(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + type + " came; but " + passed);
            }
            passed.add(event);
            if ((type == null || event.type() == type) && (registration == null || event.registration() == registration)) {
                return event;
            }
        }
    }

    /** All that has come and was not waited for, too. */
    public List<SipEvent> all() {
        events.drainTo(passed);
        return passed;
    }
}
