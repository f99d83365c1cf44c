// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Handles are given back once, and never while somebody uses them. */
final class NativeRefTests {
    private NativeRefTests() {
    }

    /** Not of the library: counts, and knows when it is used after it was given back. */
    private static final class Counted extends NativeRef {
        final AtomicInteger released = new AtomicInteger();
        final AtomicInteger inside = new AtomicInteger();

        Counted(Object owner) {
            super(owner, "counted thing", 42);
        }

        @Override
        void release(long handle) {
            Check.is(handle, 42L, "handle");
            Check.is(inside.get(), 0, "who is inside when it is given back");
            released.incrementAndGet();
        }
    }

    static void closeGivesBackOnce() {
        Counted ref = new Counted(new Object());
        Check.is(ref.close(), true, "first close");
        Check.is(ref.close(), false, "second close");
        Check.is(ref.released.get(), 1, "releases");
        Check.is(Check.thrown(SipClosedException.class, ref::enter).getMessage(), "the counted thing is closed", "message");
    }

    static void whoIsInsideGivesItBack() {
        Counted ref = new Counted(new Object());
        ref.enter();
        ref.enter();
        ref.close();
        ref.leave();
        Check.is(ref.released.get(), 0, "releases while one is inside");
        ref.leave();
        Check.is(ref.released.get(), 1, "releases");
    }

    static void surrenderGivesNothingBack() {
        Counted ref = new Counted(new Object());
        Check.is(ref.surrender(), 42L, "handle");
        ref.close();
        Check.is(ref.released.get(), 0, "releases");
        Check.thrown(SipClosedException.class, ref::surrender);
    }

    static void forgottenOnesAreGivenBack() throws Exception {
        List<Counted> refs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            refs.add(new Counted(new Object()));
        }
        Check.comesTrue("all are given back", () -> {
            System.gc();
            NativeRef.releaseForgotten();
            for (Counted one : refs) {
                if (one.released.get() != 1) {
                    return false;
                }
            }
            return true;
        });
    }

    static void chaosOfThreads() throws Exception {
        AtomicReference<Throwable> problem = new AtomicReference<>();
        for (int round = 0; round < 300; round++) {
            Counted ref = new Counted(new Object());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                boolean closer = i % 2 == 0;
                threads.add(new Thread(() -> {
                    try {
                        if (closer) {
                            ref.close();
                        }
                        for (int k = 0; k < 100; k++) {
                            ref.enter();
                            ref.inside.incrementAndGet();
                            Check.is(ref.released.get(), 0, "releases while in use");
                            ref.inside.decrementAndGet();
                            ref.leave();
                        }
                    } catch (SipClosedException closed) {
                        return;
                    } catch (Throwable error) {
                        problem.set(error);
                    }
                }));
            }
            for (Thread one : threads) {
                one.start();
            }
            for (Thread one : threads) {
                one.join();
            }
            Check.is(problem.get(), null, "problem of a thread");
            Check.is(ref.released.get(), 1, "releases");
        }
    }

    /** Real handles: callers, closers and the collector all at once; -Xcheck:jni and the library look on. */
    static void chaosOfEndpoints() throws Exception {
        AtomicReference<Throwable> problem = new AtomicReference<>();
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
            }
        });
        collector.start();
        try {
            for (int round = 0; round < 40; round++) {
                SipEndpoint endpoint = SipEndpoint.builder().start(event -> { });
                SipAccount account = SipAccount.builder("sip:alice@example.com", "sip:127.0.0.1:9;transport=udp").build();
                SipRegistration registration = endpoint.newRegistration(account);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int self = i;
                    threads.add(new Thread(() -> work(endpoint, account, registration, self, problem)));
                }
                for (Thread one : threads) {
                    one.start();
                }
                for (Thread one : threads) {
                    one.join();
                }
                Check.is(problem.get(), null, "problem of a thread");
                Check.that(endpoint.awaitClosed(20_000), "it ends");
            }
        } finally {
            collector.interrupt();
            collector.join();
        }
    }

    private static void work(SipEndpoint endpoint, SipAccount account, SipRegistration registration, int self,
            AtomicReference<Throwable> problem) {
        try {
            for (int k = 0; k < 20; k++) {
                registration.start();
                registration.status().toString();
                registration.explain().json();
                endpoint.newRegistration(account).registerOnce();
                if (k == 10 + self) {
                    registration.close();
                    account.close();
                }
            }
        } catch (SipClosedException closed) {
            return;
        } catch (Throwable error) {
            problem.set(error);
        } finally {
            endpoint.close();
        }
    }
}
