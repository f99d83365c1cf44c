// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.security.SecureRandom;
import java.util.Arrays;
import org.sipreg.SipAccount;
import org.sipreg.SipError;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipExplanation;
import org.sipreg.SipFailure;
import org.sipreg.SipRegistration;
import org.sipreg.SipSnapshotException;
import org.sipreg.SipState;
import org.sipreg.SipTls;
import org.sipreg.SipTlsFault;

/** One registration and what becomes of it. */
final class Registering {
    private Registering() {
    }

    static void register() throws Exception {
        try (Stage stage = new Stage()) {
            stage.add(Stage.alice("wonderland")).start();
            SipEvent event = stage.ear.next(SipEventType.REGISTERED);
            Check.is(event.state(), SipState.REGISTERED, "state");
            Check.that(event.grantedExpiresSeconds() >= 1 && event.grantedExpiresSeconds() <= 3600, "granted seconds");
            Check.that(event.contact().startsWith("sip:alice@"), "a Contact: " + event.contact());
            Check.is(event.status(), 200, "status");
        }
    }

    static void refresh() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(Stage.alice("wonderland"));
            registration.start();
            SipEvent first = stage.ear.next(SipEventType.REGISTERED);
            registration.refresh(10_000);
            SipEvent second = stage.ear.next(SipEventType.REGISTERED);
            Check.that(second.cseq() > first.cseq(), "CSeq " + first.cseq() + ", then " + second.cseq());
            Check.is(second.callId(), first.callId(), "Call-ID");
        }
    }

    static void unregister() throws Exception {
        try (Stage stage = new Stage()) {
            stage.registered(Stage.alice("wonderland")).stop();
            Check.is(stage.ear.next(SipEventType.UNREGISTERED).state(), SipState.IDLE, "state");
        }
    }

    static void wrongPassword() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(Stage.alice("looking-glass"));
            registration.start();
            SipEvent event = stage.ear.next(SipEventType.FAILED);
            Check.is(event.failure(), SipFailure.CREDENTIALS, "failure");
            Check.is(event.willRetry(), false, "retry");
            Check.is(event.status(), 401, "status");
            int requests = 0;
            for (SipExplanation.Attempt one : registration.explain().attempts()) {
                requests += one.requests().size();
            }
            Check.that(requests >= 1 && requests <= 3, requests + " requests");
        }
    }

    static void unreachable() throws Exception {
        String dead = Stage.given("SIPREG_DEAD");
        try (Stage stage = new Stage()) {
            stage.add(SipAccount.builder(Stage.ALICE, dead)).start();
            SipEvent event = stage.ear.next(SipEventType.FAILED);
            Check.is(event.failure(), SipFailure.TRANSPORT, "failure");
            Check.is(event.willRetry(), true, "retry");
            String target = dead.replaceAll("^sips?:|;.*$", "");
            Check.that(event.cause().contains(target), "the cause names " + target + ": " + event.cause());
        }
    }

    static void tlsWrongName() throws Exception {
        try (Stage stage = new Stage(); SipTls tls = SipTls.builder().addCaFile(Stage.given("SIPREG_CA")).build()) {
            SipRegistration registration = stage.add(SipAccount.builder(Stage.ALICE, Stage.given("SIPREG_WRONG")).tls(tls));
            registration.start();
            SipEvent event = stage.ear.next(SipEventType.FAILED);
            Check.is(event.failure(), SipFailure.TLS, "failure");
            Check.is(event.tlsFault(), SipTlsFault.WRONG_NAME, "fault");
            Check.is(event.status(), 0, "status");
            Check.is(registration.status().state(), SipState.WAITING, "state");
        }
    }

    static void asyncCredentials() throws Exception {
        try (Stage stage = new Stage()) {
            stage.add(SipAccount.builder(Stage.ALICE, Stage.auth()).askCredentials(true)).start();
            SipEvent asked = stage.ear.next(SipEventType.CREDENTIALS);
            Check.is(asked.credentialRequest().realm(), Stage.REALM, "realm");
            Thread other = new Thread(() -> asked.credentialRequest().answerPassword("wonderland".toCharArray()));
            other.start();
            stage.ear.next(SipEventType.REGISTERED);
            other.join();
        }
    }

    static void snapshotResume() throws Exception {
        byte[] key = new byte[SipRegistration.SNAPSHOT_KEY_SIZE];
        new SecureRandom().nextBytes(key);
        SipEvent before;
        byte[] snapshot;
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(Stage.alice("wonderland"));
            registration.start();
            before = stage.ear.next(SipEventType.REGISTERED);
            snapshot = registration.snapshot(key);
        }
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(Stage.alice("wonderland"));
            byte[] wrong = key.clone();
            wrong[0] ^= 1;
            Check.is(refusal(registration, wrong, snapshot), SipError.SNAPSHOT_TAMPERED, "with a wrong key");
            byte[] cut = Arrays.copyOf(snapshot, snapshot.length - 1);
            Check.is(refusal(registration, key, cut), SipError.SNAPSHOT_TRUNCATED, "of a cut one");
            registration.restore(key, snapshot);
            registration.start();
            SipEvent after = stage.ear.next(SipEventType.REGISTERED);
            Check.is(after.callId(), before.callId(), "Call-ID");
            Check.that(after.cseq() > before.cseq(), "CSeq " + before.cseq() + ", then " + after.cseq());
        }
    }

    private static SipError refusal(SipRegistration registration, byte[] key, byte[] snapshot) {
        return Check.thrown(SipSnapshotException.class, () -> registration.restore(key, snapshot)).error();
    }
}
