// SPDX-License-Identifier: LGPL-2.1-or-later
// What bench/binding.c does, in Java. Arguments: CALLS EVENTS

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.sipreg.SipAccount;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipListener;
import org.sipreg.SipRegistration;

public final class Bench {
    private static final int BATCH = 1000;

    private final Semaphore received = new Semaphore(0);
    private SipRegistration registration;
    private volatile long sum;

    private interface Call {
        long make();
    }

    private void measureCall(String name, int calls, Call call) {
        long read = 0;
        for (int i = 0; i < calls / 10; i++) {
            read += call.make();
        }
        long began = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            read += call.make();
        }
        tell(name, System.nanoTime() - began, calls);
        sum += read;
    }

    private static void tell(String name, long nanos, long count) {
        System.out.println(String.format(Locale.ROOT, "%s %.1f", name, (double) nanos / count));
    }

    private void makeBatch() throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            registration.stop();
        }
        received.acquire(BATCH);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void measureEvents(int batches) throws InterruptedException {
        for (int i = 0; i < batches / 10 + 1; i++) {
            makeBatch();
        }
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        for (int i = 0; i < batches; i++) {
            makeBatch();
        }
        tell("event", System.nanoTime() - wall, (long) batches * BATCH);
        tell("event_cpu", cpuNanos() - cpu, (long) batches * BATCH);
    }

    private void run(int calls, int batches) throws InterruptedException {
        SipEndpoint endpoint = SipEndpoint.builder().start(new SipListener() {
            @Override
            public void onEvent(SipEvent event) {
                sum += event.type().ordinal() + event.state().ordinal() + event.callId().length();
                received.release();
            }
        });
        SipAccount account = SipAccount.builder("sip:alice@example.com", "sip:127.0.0.1:9").build();
        registration = endpoint.newRegistration(account);
        account.close();
        measureCall("version", calls, new Call() {
            @Override
            public long make() {
                return SipEndpoint.version().length();
            }
        });
        measureCall("status", calls, new Call() {
            @Override
            public long make() {
                SipEvent status = registration.status();
                return status.state().ordinal() + status.callId().length();
            }
        });
        measureEvents(batches);
        endpoint.close();
    }

    public static void main(String[] arguments) throws InterruptedException {
        new Bench().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]) / BATCH);
    }
}
