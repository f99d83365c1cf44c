// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.sipreg.SipAccount;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipHeader;
import org.sipreg.SipRegistration;
import org.sipreg.SipRequest;
import org.sipreg.SipStateException;
import org.sipreg.SipTransport;

/** Requests that others send. */
final class Inbound {
    private static final String BODY = "\u00fcber \ud83d\ude00";

    private Inbound() {
    }

    static void inboundOptions() throws Exception {
        try (Stage stage = new Stage(); Caller caller = new Caller()) {
            SipRegistration registration = stage.registered(SipAccount.builder(Stage.someone(), Stage.open()));
            caller.send("OPTIONS", registration.status().contact(), "");
            Check.that(caller.answer().startsWith("SIP/2.0 200 "), "answered 200");
            registration.stop();
            Check.is(stage.ear.next().type(), SipEventType.UNREGISTERED, "the event that comes next");
        }
    }

    static void inboundMessage() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().offerRequests(true).start(ear); Caller caller = new Caller();
                SipAccount account = SipAccount.builder(Stage.someone(), Stage.open()).build()) {
            endpoint.newRegistration(account).start();
            caller.send("MESSAGE", ear.next(SipEventType.REGISTERED).contact(), BODY);
            SipEvent event = ear.next(SipEventType.REQUEST);
            SipRequest request = event.request();
            Check.is(request.method(), "MESSAGE", "method");
            Check.is(request.source(), "127.0.0.1:" + caller.port(), "source");
            Check.is(request.transport(), SipTransport.UDP, "transport");
            Check.is(request.body(), BODY, "body");
            Check.is(event.header("subject"), "tea", "a header");
            request.respond(202, "Taken", Collections.singletonList(new SipHeader("X-Answer", "yes")), "");
            String answer = caller.answer();
            Check.that(answer.startsWith("SIP/2.0 202 Taken\r\n"), "answered 202: " + answer);
            Check.that(answer.contains("\r\nX-Answer: yes\r\n"), "with a header: " + answer);
            Check.thrown(SipStateException.class, () -> request.respond(200));
        }
    }

    /** Somebody who speaks over a bare socket. */
    private static final class Caller implements AutoCloseable {
        private final DatagramSocket socket;

        Caller() throws IOException {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            socket.setSoTimeout(10_000);
        }

        int port() {
            return socket.getLocalPort();
        }

        void send(String method, String contact, String body) throws IOException {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            String text = method + " " + contact + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=z9hG4bK-" + port()
                + "\r\nFrom: <sip:hatter@example.com>;tag=1\r\nTo: <" + contact + ">\r\nCall-ID: " + port()
                + "@127.0.0.1\r\nCSeq: 1 " + method + "\r\nMax-Forwards: 70\r\nSubject: tea\r\n"
                + (bytes > 0 ? "Content-Type: text/plain\r\n" : "") + "Content-Length: " + bytes + "\r\n\r\n" + body;
            byte[] datagram = text.getBytes(StandardCharsets.UTF_8);
            int port = Integer.parseInt(contact.replaceAll("^.*:(\\d+).*$", "$1"));
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getByName("127.0.0.1"), port));
        }

        String answer() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[65_507], 65_507);
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
