// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.io.File;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.sipreg.SipAccount;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEndpointBuilder;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipListener;
import org.sipreg.SipRegistration;

/** How things end. */
public final class Lifetimes {
    private Lifetimes() {
    }

    static void closePending() throws Exception {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getByName("127.0.0.1")); Stage stage = new Stage()) {
            String registrar = "sip:127.0.0.1:" + mute.getLocalPort() + ";transport=udp";
            stage.add(SipAccount.builder(Stage.ALICE, registrar)).start();
            mute.setSoTimeout(20_000);
            mute.receive(new DatagramPacket(new byte[4096], 4096)); // it waits for an answer now
            long begin = System.nanoTime();
            stage.endpoint.close();
            Check.that(stage.endpoint.awaitClosed(1000), "the reader woke within a second");
            Check.that(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1), "closed within a second");
        }
    }

    static void closeInListener() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            heard.incrementAndGet();
            awaitQuietly(started);
            event.endpoint().close();
            closed.countDown();
        });
        startSome(endpoint, 20);
        started.countDown();
        Check.that(closed.await(20, TimeUnit.SECONDS), "closed in the listener");
        Check.that(endpoint.awaitClosed(20_000), "nothing hangs");
        Check.is(heard.get(), 1, "events heard");
    }

    static void listenerThrows() throws Exception {
        List<Throwable> caught = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> caught.add(error));
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            ear.onEvent(event);
            throw new IllegalStateException("thrown on " + event.type());
        })) {
            SipRegistration registration = startSome(endpoint, 1).get(0);
            ear.next(SipEventType.REGISTERED);
            registration.stop();
            ear.next(SipEventType.UNREGISTERED);
            Check.comesTrue("each is told to the handler", () -> caught.size() == ear.all().size());
            Check.is(caught.get(caught.size() - 1).getMessage(), "thrown on UNREGISTERED", "the last that was caught");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    static void closeUnderLock() throws Exception {
        Object lock = new Object();
        AtomicReference<Thread> listening = new AtomicReference<>();
        AtomicInteger through = new AtomicInteger();
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            listening.set(Thread.currentThread());
            synchronized (lock) {
                through.incrementAndGet();
            }
        });
        synchronized (lock) {
            startSome(endpoint, 5);
            Check.comesTrue("the listener wants the lock",
                () -> listening.get() != null && listening.get().getState() == Thread.State.BLOCKED);
            long begin = System.nanoTime();
            endpoint.close();
            Check.that(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1), "close returns within a second");
            Check.is(through.get(), 0, "events that got through");
        }
        Check.that(endpoint.awaitClosed(20_000), "nothing hangs");
        Check.is(through.get(), 1, "events that got through: the one that was under way");
    }

    static void threeClosers() throws Exception {
        for (int round = 0; round < 50; round++) {
            SipEndpoint endpoint = SipEndpoint.builder().start(event -> { });
            List<SipRegistration> registrations = startSome(endpoint, 4);
            CyclicBarrier together = new CyclicBarrier(3);
            List<Thread> closers = new ArrayList<>();
            AtomicReference<Throwable> problem = new AtomicReference<>();
            for (int i = 0; i < 3; i++) {
                Thread closer = new Thread(() -> {
                    try {
                        together.await();
                        endpoint.close();
                        registrations.get(0).close();
                    } catch (Throwable error) {
                        problem.set(error);
                    }
                });
                closer.start();
                closers.add(closer);
            }
            for (Thread one : closers) {
                one.join();
            }
            Check.is(problem.get(), null, "problem of a closer");
            Check.that(endpoint.awaitClosed(20_000), "it ends");
        }
    }

    /** In Java an endpoint comes into being by its start: what is not started is its builder. */
    static void forgotten() throws Exception {
        int before = descriptors();
        int most = 0;
        for (int i = 0; i < 500; i++) {
            SipEndpointBuilder builder = SipEndpoint.builder();
            if (i % 2 == 0) {
                builder.start(event -> { });
            }
            if (i % 50 == 49) {
                System.gc();
            }
            most = Math.max(most, descriptors());
        }
        Check.comesTrue("descriptors go back to " + before, () -> {
            System.gc();
            SipEndpoint.builder().start(event -> { }).close();
            return descriptors() <= before + 8;
        });
        Check.that(most < before + 2500, "descriptors at most: " + most);
    }

    static void exitUnderLoad() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("-Xcheck:jni");
        command.add("-Dorg.sipreg.native=" + System.getProperty("org.sipreg.native", ""));
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), "conformance.ExitUnderLoad");
        File said = File.createTempFile("exit-under-load", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it has not ended after ten seconds");
            }
            Check.is(new String(Files.readAllBytes(said.toPath())), "", "what it printed");
            Check.is(process.exitValue(), 0, "status");
        } finally {
            said.delete();
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            throw new AssertionError(nobodyDoes);
        }
    }

    public static List<SipRegistration> startSome(SipEndpoint endpoint, int count) {
        List<SipRegistration> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (SipAccount account = SipAccount.builder(Stage.someone(), Stage.open()).build()) {
                SipRegistration registration = endpoint.newRegistration(account);
                all.add(registration);
                registration.start();
            }
        }
        return all;
    }

    /** How many descriptors the process has open. */
    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }
}
