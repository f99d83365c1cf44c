// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import conformance.Ear;
import conformance.Lifetimes;
import conformance.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The way of events to the listener. */
final class DeliveryTests {
    private DeliveryTests() {
    }

    static void eventsComeOnTheBindingsOwnDaemon() throws Exception {
        LinkedBlockingQueue<Thread> heardOn = new LinkedBlockingQueue<>();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(event -> heardOn.add(Thread.currentThread()))) {
            Lifetimes.startSome(endpoint, 1);
            Thread thread = heardOn.poll(20, TimeUnit.SECONDS);
            Check.that(thread.getName().startsWith("sipreg-events-"), thread.getName());
            Check.is(thread.isDaemon(), true, "daemon");
        }
    }

    static void oneAtATimeInOrderOnManyThreads() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().traceEvents(true).start(event -> {
            together.compareAndSet(false, inside.incrementAndGet() != 1);
            ear.onEvent(event);
            inside.decrementAndGet();
        }, many)) {
            List<SipRegistration> all = Lifetimes.startSome(endpoint, 100);
            for (SipRegistration one : all) {
                ear.next(SipEventType.REGISTERED);
            }
            for (SipRegistration one : all) {
                one.stop();
            }
            for (SipRegistration one : all) {
                ear.next(SipEventType.UNREGISTERED);
            }
            Check.is(together.get(), false, "two at once");
            Check.that(inOrder(ear.all()), "CSeqs and states in order");
        } finally {
            many.shutdownNow();
        }
    }

    /** Of one registration, what is about a later request comes later. */
    private static boolean inOrder(List<SipEvent> events) {
        java.util.Map<SipRegistration, Long> last = new java.util.HashMap<>();
        for (SipEvent one : events) {
            if (one.registration() != null) {
                Long before = last.put(one.registration(), one.cseq());
                if (before != null && before > one.cseq()) {
                    return false;
                }
            }
        }
        return true;
    }

    static void refusedEventsAreReportedAndLaterOnesCome() throws Exception {
        List<Throwable> reported = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> reported.add(error));
        AtomicBoolean refusing = new AtomicBoolean(true);
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(ear, task -> {
            if (refusing.get()) {
                throw new RejectedExecutionException("not now");
            }
            task.run();
        })) {
            SipRegistration registration = Lifetimes.startSome(endpoint, 1).get(0);
            Check.comesTrue("refused", () -> registration.status().state() == SipState.REGISTERED && reported.size() >= 2);
            refusing.set(false);
            registration.stop();
            ear.next(SipEventType.UNREGISTERED);
            Check.is(ear.all().size(), 1, "events heard");
            Check.is(reported.get(0).getMessage(), "not now", "what was reported");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    static void brokenHandlerStopsNothing() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            throw new IllegalStateException("the handler, too");
        });
        Ear ear = new Ear();
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            ear.onEvent(event);
            throw new StackOverflowError("thrown by a test");
        });
        try {
            SipRegistration registration = Lifetimes.startSome(endpoint, 1).get(0);
            ear.next(SipEventType.REGISTERED);
            registration.stop();
            ear.next(SipEventType.UNREGISTERED);
        } finally {
            endpoint.close();
            Check.that(endpoint.awaitClosed(20_000), "it ends");
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    static void nothingWaitsBehindAClosedEndpoint() throws Exception {
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        AtomicInteger heard = new AtomicInteger();
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> heard.incrementAndGet(), tasks::add);
        Lifetimes.startSome(endpoint, 10);
        Runnable task = tasks.poll(20, TimeUnit.SECONDS);
        endpoint.close();
        task.run();
        Check.that(endpoint.awaitClosed(20_000), "it ends");
        Check.is(heard.get(), 0, "events heard after close");
        Check.is(tasks.size(), 0, "tasks left behind");
    }

    static void closedOneTellsNothing() {
        try (Stage stage = new Stage()) {
            SipEvent event = stage.addSomeone().status();
            AtomicInteger heard = new AtomicInteger();
            Delivery direct = new Delivery(one -> heard.incrementAndGet(), null);
            direct.deliver(event);
            direct.close();
            direct.deliver(event);
            Check.is(heard.get(), 1, "events heard");
        }
    }

    static void whatWaitsOfAClosedRegistrationIsNotTold() throws Exception {
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        AtomicInteger heard = new AtomicInteger();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(event -> heard.incrementAndGet(), tasks::add)) {
            SipRegistration registration = Lifetimes.startSome(endpoint, 1).get(0);
            Runnable task = tasks.poll(20, TimeUnit.SECONDS);
            registration.close();
            task.run();
            Check.is(heard.get(), 0, "events heard");
        }
    }

    /** More than may wait in Java: the pump waits, the library's queue takes the rest, close() frees all. */
    static void executorThatHangsHoldsNothingUp() throws Exception {
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> { }, tasks::add);
        List<SipRegistration> all = Lifetimes.startSome(endpoint, Delivery.LIMIT);
        Check.comesTrue("all registered", () -> {
            for (SipRegistration one : all) {
                if (one.status().state() != SipState.REGISTERED) {
                    return false;
                }
            }
            return true;
        });
        endpoint.close();
        Check.that(endpoint.awaitClosed(20_000), "it ends");
    }

    static void interruptDoesNotKillThePump() throws Exception {
        Ear ear = new Ear();
        CountDownLatch interrupted = new CountDownLatch(1);
        try (SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            ear.onEvent(event);
            Thread.currentThread().interrupt();
            interrupted.countDown();
        })) {
            SipRegistration registration = Lifetimes.startSome(endpoint, 1).get(0);
            interrupted.await();
            ear.next(SipEventType.REGISTERED);
            registration.stop();
            ear.next(SipEventType.UNREGISTERED);
        }
    }
}
