// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipExplanation;
import org.sipreg.SipFailure;
import org.sipreg.SipLogLevel;
import org.sipreg.SipRegistration;

/** What is to be seen from outside, and the network around. */
final class Watching {
    private Watching() {
    }

    static void logAndTrace() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().logEvents(SipLogLevel.INFO).traceEvents(true).start(ear);
                SipAccount account = Stage.alice("wonderland").build()) {
            endpoint.newRegistration(account).start();
            sendJunk(ear.next(SipEventType.REGISTERED).contact());
            ear.next(SipEventType.LOG);
            int sent = 0;
            int lines = 0;
            for (SipEvent one : ear.all()) {
                if (one.type() == SipEventType.TRACE) {
                    String message = one.trace().message();
                    Check.that(!message.contains("wonderland"), "no password: " + message);
                    if (one.trace().isSent() && message.startsWith("REGISTER ") && message.contains("\r\nAuthorization: ")) {
                        Check.that(!message.matches("(?s).*response=\"?[0-9a-f]{32}.*"), "redacted: " + message);
                        sent++;
                    }
                } else if (one.type() == SipEventType.LOG) {
                    Check.that(one.logLine().level() != SipLogLevel.UNKNOWN, "a level: " + one.logLine());
                    Check.that(!one.logLine().text().contains("wonderland"), "no password: " + one.logLine());
                    lines++;
                }
            }
            Check.that(sent >= 1, "a REGISTER with credentials was seen as sent");
            Check.that(lines >= 1, "something was logged");
        }
    }

    /** What is no SIP is worth a warning. */
    private static void sendJunk(String contact) throws IOException {
        byte[] junk = "junk\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        int port = Integer.parseInt(contact.replaceAll("^.*:(\\d+).*$", "$1"));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            socket.send(new DatagramPacket(junk, junk.length, InetAddress.getByName("127.0.0.1"), port));
        }
    }

    static void explain() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(Stage.alice("looking-glass"));
            registration.start();
            stage.ear.next(SipEventType.FAILED);
            SipExplanation explanation = registration.explain();
            Check.is(explanation.attempts().size(), 1, "attempts");
            SipExplanation.Attempt attempt = explanation.attempts().get(0);
            Check.is(attempt.failure(), SipFailure.CREDENTIALS, "failure");
            Check.that(!attempt.rule().isEmpty() && !attempt.why().isEmpty(), "a rule");
            Check.is(attempt.requests().get(0).realms().get(0).name(), Stage.REALM, "realm");
            Object json = Json.parse(explanation.json());
            List<?> attempts = (List<?>) ((Map<?, ?>) json).get("attempts");
            Check.is(((Map<?, ?>) attempts.get(0)).get("rule"), attempt.rule(), "the rule in the JSON");
        }
    }

    static void networkChanged() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().settleMillis(0).start(ear);
                SipAccount account = SipAccount.builder(Stage.someone(), Stage.open()).build()) {
            endpoint.newRegistration(account).start();
            SipEvent before = ear.next(SipEventType.REGISTERED);
            endpoint.networkChanged();
            Check.that(ear.next(SipEventType.REGISTERED).cseq() > before.cseq(), "registered again");
        }
    }

    static void dnsServers() throws Exception {
        String dead = Stage.given("SIPREG_DEAD").replaceAll("^sips?:|;.*$", "");
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().addDnsServer(dead).start(ear);
                SipAccount account = SipAccount.builder(Stage.ALICE, "sip:registrar.example.com").build()) {
            endpoint.newRegistration(account).start();
            SipEvent event = ear.next(SipEventType.FAILED);
            Check.is(event.failure(), SipFailure.DNS, "failure");
            Check.that(event.cause().contains("registrar.example.com"), "it says so: " + event.cause());
        }
    }

    static void push() throws Exception {
        Ear ear = new Ear();
        SipAccountBuilder builder = SipAccount.builder(Stage.someone(), Stage.open()).push("fcm", "topic", "token:1");
        try (SipEndpoint endpoint = SipEndpoint.builder().traceEvents(true).start(ear); SipAccount account = builder.build()) {
            endpoint.newRegistration(account).start();
            String message = ear.next(SipEventType.TRACE).trace().message();
            String contact = message.replaceAll("(?s)^.*\r\nContact: ([^\r]*)\r.*$", "$1");
            for (String one : new String[] {";pn-provider=fcm", ";pn-param=topic", ";pn-prid=token:1"}) {
                Check.that(contact.contains(one), one + " in " + contact);
            }
        }
    }
}
