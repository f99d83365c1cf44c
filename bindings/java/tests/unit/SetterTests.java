// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import conformance.Ear;
import conformance.Stage;
import java.util.EnumSet;

/** Each setter reaches the library: what is good is taken, what is not is refused, and what is on the wire is as it was set. */
final class SetterTests {
    private static final String MD5_HA1 = "939e7578ed9e3c518a452acee763bce9";

    private SetterTests() {
    }

    static void endpointTakesGoodValues() {
        SipEndpoint.builder().callerDriven(false).offerRequests(true).addBindAddress("127.0.0.1")
            .transports(EnumSet.of(SipTransport.UDP, SipTransport.TCP, SipTransport.TLS)).tls(null).connectTimeoutMillis(2000)
            .keepaliveMillis(20_000, 60_000, 5000).stunKeepalive(true).idleMillis(10_000).family(SipFamily.V4_FIRST)
            .userAgent("tests").timersMillis(400, 3000, 20).attemptDeadlineMillis(20_000).targetTimeoutMillis(3000)
            .healthMillis(1000, 2000, 3000).udpLimitBytes(1400).maxOutstanding(100).rate(50, 80).explainedAttempts(7)
            .settleMillis(10).watchNetwork(false).addDnsServer("127.0.0.1:53").logEvents(SipLogLevel.WARNING).logEvents(null)
            .traceEvents(true).start(new Ear()).close();
    }

    static void endpointRefusesBadValues() {
        SipEndpointBuilder builder = SipEndpoint.builder();
        refused("addBindAddress: \"somewhere\"", () -> builder.addBindAddress("somewhere"));
        refused("transports: []", () -> builder.transports(EnumSet.noneOf(SipTransport.class)));
        refused("connectTimeoutMillis: 99", () -> builder.connectTimeoutMillis(99));
        refused("keepaliveMillis: 1, 2, 3", () -> builder.keepaliveMillis(1, 2, 3));
        refused("idleMillis: 0", () -> builder.idleMillis(0));
        refused("family: UNKNOWN", () -> builder.family(SipFamily.UNKNOWN));
        refused("timersMillis: 5, 4, 3", () -> builder.timersMillis(5, 4, 3));
        refused("attemptDeadlineMillis: -1", () -> builder.attemptDeadlineMillis(-1));
        refused("targetTimeoutMillis: 600001", () -> builder.targetTimeoutMillis(600_001));
        refused("healthMillis: 0, 0, 0", () -> builder.healthMillis(0, 0, 0));
        refused("udpLimitBytes: 65508", () -> builder.udpLimitBytes(65_508));
        refused("maxOutstanding: 0", () -> builder.maxOutstanding(0));
        refused("rate: -1, 0", () -> builder.rate(-1, 0));
        refused("explainedAttempts: 101", () -> builder.explainedAttempts(101));
        refused("settleMillis: 60001", () -> builder.settleMillis(60_001));
        refused("addDnsServer: \"ns.example\"", () -> builder.addDnsServer("ns.example"));
        builder.start(new Ear()).close();
        Check.thrown(IllegalStateException.class, () -> builder.userAgent("again"));
        Check.thrown(IllegalStateException.class, () -> builder.start(new Ear()));
    }

    static void accountTakesGoodValues() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(ear);
                SipTls tls = SipTls.builder().minVersion(SipTlsVersion.TLS_1_3).build();
                SipAccount account = SipAccount.builder("sip:alice@example.com", "sip:127.0.0.1:9;transport=udp").tls(null).tls(tls)
                    .ha1(SipAlgorithm.MD5, MD5_HA1.toCharArray()).realm("example.com").allowNoQop(false)
                    .leastAlgorithm(SipAlgorithm.SHA_256).contact("sip:alice@127.0.0.1:5062").contact("")
                    .instance("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6").outbound(2).pushWakesItself(true)
                    .outboundProxy("sip:127.0.0.1:9;transport=udp", SipProxyMode.ROUTE).addBackupRegistrar("sip:127.0.0.2:9")
                    .webSocketPath("/ws?a=b").webSocketHost("front.example.com:8080").webSocketOrigin("https://app.example.com")
                    .addWebSocketHeader("Cookie", "session=1".toCharArray()).retrySeconds(1, 2).retryClass(SipFailure.DNS, 60)
                    .maxAttempts(3).refresh(60, 20).maxChallenges(5).maxRedirects(2).maxMinExpiresSeconds(4_294_967_295L)
                    .redirectCredentials(true).md5NeedsTls(true).refuseDowngrade(true).askCredentials(true).bearerInClear(true)
                    .callId("abc@example.com", 41).build()) {
            SipRegistration registration = endpoint.newRegistration(account);
            Check.is(registration.status().callId(), "abc@example.com", "Call-ID");
            Check.is(registration.aor(), account.aor(), "address-of-record");
            Check.is(account.registrar(), "sip:127.0.0.1:9;transport=udp", "registrar");
        }
    }

    static void accountRefusesBadValues() {
        SipAccountBuilder builder = SipAccount.builder("sip:alice@example.com", "sip:example.com");
        refused("registrar: ", () -> SipAccount.builder("sip:alice@example.com", "mailto:x"));
        refused("password: longer than", () -> builder.password(new String(new char[1024]).replace("\0", "x").toCharArray()));
        refused("ha1: is not 64 hex digits", () -> builder.ha1(SipAlgorithm.SHA_256, MD5_HA1.toCharArray()));
        refused("contact: ", () -> builder.contact("nowhere"));
        refused("contact", () -> builder.addContactParameter("expires", "1"));
        refused("contact", () -> builder.addContact("nowhere", ""));
        refused("instance: ", () -> builder.instance("f81d4fae"));
        refused("outbound", () -> builder.outbound(5));
        refused("push p", () -> builder.push("fcm", "", ""));
        refused("header: ", () -> builder.addHeader("Via", "x"));
        refused("outbound proxy: ", () -> builder.outboundProxy("sip:example.com", SipProxyMode.UNKNOWN));
        refused("backup registrar: ", () -> builder.addBackupRegistrar("nowhere"));
        refused("websocket path: ", () -> builder.webSocketPath("ws"));
        refused("websocket header: ", () -> builder.addWebSocketHeader("Host", "x".toCharArray()));
        refused("retry: ", () -> builder.retrySeconds(2, 1));
        refused("retry", () -> builder.retryClass(SipFailure.UNKNOWN, 1));
        refused("call id: ", () -> builder.callId("a b", 1));
        refused("", () -> builder.expiresSeconds(4_294_967_296L));
        builder.build().close();
    }

    private static void refused(String beginning, Check.Action action) {
        SipArgumentException refused;
        try {
            refused = Check.thrown(SipArgumentException.class, action);
        } catch (AssertionError wrong) {
            throw new AssertionError(beginning + ": " + wrong.getMessage(), wrong);
        }
        Check.that(refused.getMessage().startsWith(beginning), refused.getMessage() + " begins with " + beginning);
        Check.is(refused.error(), SipError.INVALID, "error");
        Check.is(refused.errorNumber(), -1, "number");
    }

    static void whatWasSetIsOnTheWire() throws Exception {
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().traceEvents(true).userAgent("endpoint's").start(ear);
                SipAccount account = SipAccount.builder(Stage.someone(), Stage.open()).displayName("\u00c4lice").expiresSeconds(77)
                    .addContactParameter("q", "0.5").addContactParameter("+sip.audio", "")
                    .addContact("sip:second@127.0.0.1:5999", ";q=0.25").allow("INVITE, ACK, BYE").supported("gruu")
                    .userAgent("account's").addHeader("X-One", "1").callId("given@example.com", 41).build()) {
            endpoint.newRegistration(account).start();
            String sent = ear.next(SipEventType.TRACE).trace().message();
            for (String one : new String[] {"From: \"\u00c4lice\" <sip:java-", ";q=0.5", ";+sip.audio", "sip:second@127.0.0.1:5999",
                ";q=0.25", "Allow: INVITE, ACK, BYE", "Supported: gruu", "User-Agent: account's", "X-One: 1",
                "Call-ID: given@example.com", "CSeq: 42 REGISTER", "Expires: 77"}) {
                Check.that(sent.contains(one), one + " is in " + sent);
            }
            SipEvent event = ear.next(SipEventType.REGISTERED);
            Check.is(event.grantedExpiresSeconds(), 77L, "granted seconds");
            Check.is(event.bindings().size(), 2, "bindings");
            Check.is(event.bindings().get(1).qMilli() + event.bindings().get(0).qMilli(), 750, "q of both");
            Check.is(event.bindings().get(0).expiresSeconds(), 77L, "seconds of a binding");
            Check.that(!event.bindings().get(0).parameters().isEmpty(), "parameters of a binding");
        }
    }

    static void builderThatIsForgottenIsGivenBack() throws Exception {
        int before = NativeRef.heldCount();
        for (int i = 0; i < 300; i++) {
            SipAccount.builder("sip:alice@example.com", "sip:example.com");
            SipTls.builder();
            SipEndpoint.builder();
        }
        Check.comesTrue("all are given back", () -> {
            System.gc();
            NativeRef.releaseForgotten();
            return NativeRef.heldCount() <= before;
        });
    }
}
