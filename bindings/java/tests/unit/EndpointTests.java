// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import conformance.Ear;
import conformance.Lifetimes;
import conformance.Stage;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The endpoint as a whole. */
final class EndpointTests {
    private EndpointTests() {
    }

    static void unregisterAllWaitsForTheLast() throws Exception {
        try (Stage stage = new Stage()) {
            List<SipRegistration> all = Lifetimes.startSome(stage.endpoint, 50);
            Check.is(stage.endpoint.unregisterAll(20_000), true, "all in time");
            for (SipRegistration one : all) {
                Check.is(one.status().state(), SipState.IDLE, "state");
            }
            Check.is(stage.endpoint.registrations().size(), 50, "registrations, which are not closed by it");
        }
    }

    static void listenerHasHeardOfTheEnd() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 50; round++) {
                Ear ear = new Ear();
                try (SipEndpoint endpoint = SipEndpoint.builder().start(ear, round % 2 == 0 ? null : many)) {
                    Lifetimes.startSome(endpoint, 3);
                    endpoint.unregisterAll(20_000);
                }
                int ends = 0;
                for (SipEvent one : ear.all()) {
                    ends += one.type() == SipEventType.UNREGISTERED ? 1 : 0;
                }
                Check.is(ends, 3, "ends heard of when it was closed at once");
            }
        } finally {
            many.shutdownNow();
        }
    }

    static void unregisterAllSaysWhatWasLeft() throws Exception {
        try (Stage stage = new Stage()) {
            stage.registered(SipAccount.builder(Stage.someone(), Stage.open()));
            stage.add(SipAccount.builder(Stage.someone(), Stage.given("SIPREG_MUTE"))).start();
            Check.is(stage.endpoint.unregisterAll(200), false, "all in time");
        }
    }

    static void unregisterAllWorksFromTheExecutorsOwnThread() throws Exception {
        ExecutorService main = Executors.newSingleThreadExecutor();
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(ear, main)) {
            Lifetimes.startSome(endpoint, 20);
            Check.is(main.submit(() -> endpoint.unregisterAll(20_000)).get(30, TimeUnit.SECONDS), true, "all in time");
        } finally {
            main.shutdownNow();
        }
    }

    static void waitingForItselfIsRefused() throws Exception {
        AtomicReference<Throwable> first = new AtomicReference<>();
        AtomicReference<Throwable> second = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            first.compareAndSet(null, Check.thrown(IllegalStateException.class, () -> event.endpoint().unregisterAll(1000)));
            event.endpoint().close();
            second.compareAndSet(null, Check.thrown(IllegalStateException.class, () -> event.endpoint().awaitClosed(1000)));
            done.countDown();
        });
        Check.thrown(IllegalStateException.class, () -> endpoint.awaitClosed(0));
        Lifetimes.startSome(endpoint, 1);
        Check.that(done.await(20, TimeUnit.SECONDS), "the listener is through");
        Check.that(endpoint.awaitClosed(20_000), "it ends");
    }

    static void endpointWithRegistrationsGoesOn() throws Exception {
        Ear ear = new Ear();
        WeakReference<SipEndpoint> endpoint = new WeakReference<>(busy(ear));
        for (int i = 0; i < 20; i++) {
            System.gc();
            NativeRef.releaseForgotten();
        }
        Check.that(endpoint.get() != null, "it is there, though nobody refers to it");
        endpoint.get().registrations().get(0).stop();
        ear.next(SipEventType.UNREGISTERED);
        ear.all().clear();
        endpoint.get().registrations().get(0).close();
        Check.comesTrue("without its registration it is forgotten", () -> {
            System.gc();
            NativeRef.releaseForgotten();
            return endpoint.get() == null;
        });
    }

    private static SipEndpoint busy(Ear ear) throws Exception {
        SipEndpoint endpoint = SipEndpoint.builder().start(ear);
        Lifetimes.startSome(endpoint, 1);
        ear.next(SipEventType.REGISTERED);
        ear.all().clear(); // events refer to the endpoint
        return endpoint;
    }

    static void closedRegistrationIsNotHeardOf() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration one = stage.addSomeone();
            SipRegistration other = stage.addSomeone();
            one.start();
            one.close();
            other.start();
            stage.ear.next(SipEventType.REGISTERED, other);
            for (SipEvent event : stage.ear.all()) {
                Check.is(event.registration(), other, "whose event it is");
            }
            Check.is(stage.endpoint.registrations(), Collections.singletonList(other), "registrations");
        }
    }

    static void snapshotOfAllGoesOn() throws Exception {
        byte[] key = new byte[SipRegistration.SNAPSHOT_KEY_SIZE];
        byte[] snapshot;
        SipEvent before;
        String who = Stage.someone();
        try (Stage stage = new Stage()) {
            stage.add(SipAccount.builder(who, Stage.open())).start();
            before = stage.ear.next(SipEventType.REGISTERED);
            snapshot = stage.endpoint.snapshot(key);
        }
        try (Stage stage = new Stage()) {
            byte[] cut = Arrays.copyOf(snapshot, snapshot.length / 2);
            Check.thrown(SipSnapshotException.class, () -> stage.endpoint.restore(key, cut));
            Check.thrown(SipArgumentException.class, () -> stage.endpoint.restore(new byte[31], snapshot));
            stage.endpoint.restore(key, snapshot);
            stage.add(SipAccount.builder(who, Stage.open())).start();
            SipEvent after = stage.ear.next(SipEventType.REGISTERED);
            Check.is(after.callId(), before.callId(), "Call-ID");
            Check.that(after.cseq() > before.cseq(), "CSeq");
        }
    }

    static void nothingToSnapshotIsAState() {
        try (Stage stage = new Stage()) {
            SipStateException early = Check.thrown(SipStateException.class, () -> stage.addSomeone().snapshot(new byte[32]));
            Check.is(early.error(), SipError.STATE, "error");
        }
    }

    static void suspendedAndResumed() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.registered(SipAccount.builder(Stage.someone(), Stage.open()));
            stage.endpoint.suspend();
            registration.refresh(10_000);
            stage.endpoint.resume();
            stage.ear.next(SipEventType.REGISTERED, registration);
        }
    }

    static void callerDrives() throws Exception {
        Ear ear = new Ear();
        SipEndpoint driven = SipEndpoint.builder().callerDriven(true).start(ear);
        SipRegistration registration = Lifetimes.startSome(driven, 1).get(0);
        Check.that(driven.processDescriptor() >= 0, "a descriptor");
        Check.comesTrue("registered", () -> {
            driven.process();
            Check.that(driven.nextDeadlineMillis() >= -1, "a deadline");
            return registration.status().state() == SipState.REGISTERED;
        });
        ear.next(SipEventType.REGISTERED);
        driven.close();
        Check.that(driven.awaitClosed(20_000), "it ends");
        try (SipEndpoint endpoint = SipEndpoint.builder().start(ear)) {
            Check.thrown(SipStateException.class, endpoint::process);
        }
    }

    static void networkChangesTakeAddresses() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().settleMillis(0).start(ear)) {
            SipRegistration registration = Lifetimes.startSome(endpoint, 1).get(0);
            ear.next(SipEventType.REGISTERED);
            Check.thrown(SipArgumentException.class, () -> endpoint.networkChanged(Arrays.asList("here", "there"), null));
            endpoint.networkChanged(Collections.singleton("127.0.0.2"), Collections.<String>emptyList());
            ear.next(SipEventType.REGISTERED);
            Check.that(registration.status().contact().contains("@127.0.0.2:"), "from the new address: " + registration.status());
        }
    }

    static void otherAccountIsRefused() throws Exception {
        try (Stage stage = new Stage(); SipAccount other = SipAccount.builder(Stage.someone(), Stage.open()).build()) {
            SipRegistration registration = stage.addSomeone();
            Check.thrown(SipArgumentException.class, () -> registration.update(other));
            try (SipAccount incomplete = SipAccount.builder("sip:alice@example.com", "sip:example.com")
                    .ha1(SipAlgorithm.MD5, "939e7578ed9e3c518a452acee763bce9".toCharArray()).build()) {
                Check.thrown(SipStateException.class, () -> stage.endpoint.newRegistration(incomplete));
            }
        }
    }

    static void credentialsMayBeRefused() throws Exception {
        try (Stage stage = new Stage()) {
            stage.add(SipAccount.builder(Stage.ALICE, Stage.auth()).askCredentials(true)).start();
            SipCredentialRequest asked = stage.ear.next(SipEventType.CREDENTIALS).credentialRequest();
            Check.is(asked.scheme() + " " + asked.algorithm().isEmpty() + asked.isProxy() + asked.isRejected(), "digest falsefalsefalse",
                "what is asked");
            Check.is(asked.akaRand().length + asked.akaAutn().length, 0, "AKA");
            Check.is(asked.authorizationServer() + asked.scope() + asked.error(), "", "bearer");
            Check.thrown(SipArgumentException.class, () -> asked.answerHa1(SipAlgorithm.MD5, "12".toCharArray()));
            Check.thrown(SipArgumentException.class, () -> asked.answerToken(" ".toCharArray()));
            Check.thrown(SipArgumentException.class, () -> asked.answerAka(new byte[3], new byte[0], new byte[0]));
            Check.thrown(SipArgumentException.class, () -> asked.answerAkaAuts(new byte[13]));
            asked.refuse();
            Check.is(stage.ear.next(SipEventType.FAILED).failure(), SipFailure.CREDENTIALS, "failure");
        }
    }

    static void hashAnswersForThePassword() throws Exception {
        try (Stage stage = new Stage()) {
            stage.add(SipAccount.builder(Stage.ALICE, Stage.auth()).askCredentials(true)).start();
            SipCredentialRequest asked = stage.ear.next(SipEventType.CREDENTIALS).credentialRequest();
            Check.is(asked.registration(), stage.endpoint.registrations().get(0), "who asks");
            java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
            byte[] hash = sha.digest("alice:example.com:wonderland".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            asked.answerHa1(SipAlgorithm.SHA_256, new String(Text.hex(hash), java.nio.charset.StandardCharsets.US_ASCII).toCharArray());
            stage.ear.next(SipEventType.REGISTERED);
        }
    }

    static void adapterHasAMethodForEachType() throws Exception {
        for (SipEventType one : SipEventType.values()) {
            if (one != SipEventType.UNKNOWN && one != SipEventType.STATUS) {
                StringBuilder name = new StringBuilder("on");
                for (String word : one.name().split("_")) {
                    name.append(word.charAt(0)).append(word.substring(1).toLowerCase());
                }
                SipListenerAdapter.class.getDeclaredMethod(name.toString(), SipEvent.class);
            }
        }
        CountDownLatch registered = new CountDownLatch(1);
        try (SipEndpoint endpoint = SipEndpoint.builder().start(new SipListenerAdapter() {
            @Override
            protected void onRegistered(SipEvent event) {
                registered.countDown();
            }
        })) {
            Lifetimes.startSome(endpoint, 1);
            Check.that(registered.await(20, TimeUnit.SECONDS), "told by its own method");
        }
    }

    static void servicesAreEmptyWhereNoneAreOffered() throws Exception {
        try (Stage stage = new Stage()) {
            stage.addSomeone().start();
            SipEvent event = stage.ear.next(SipEventType.REGISTERED);
            SipServices services = event.services();
            Check.is(services.serviceRoute().size() + services.path().size() + services.associatedUris().size(), 0, "lists");
            Check.is(services.routeSet() + services.publicGruu() + services.temporaryGruu() + services.pushProvider()
                + services.pushPurr(), "", "texts");
            Check.is(services.pushRefreshSeconds(), 0L, "seconds");
            Check.that(!event.header("call-id").isEmpty() && event.header("X-None").isEmpty(), "headers by name");
            Check.that(event.toString().startsWith("REGISTERED sip:java-"), event.toString());
        }
    }
}
