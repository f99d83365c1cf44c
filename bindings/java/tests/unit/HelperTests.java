// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import java.util.Collections;

/** What needs no endpoint. */
final class HelperTests {
    private static final String CHALLENGE =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, nonce=\"7ypf/xlj9XXwfDPE\"";

    private HelperTests() {
    }

    /** RFC 7616 section 3.9.1. */
    static void digestIsThatOfTheRfc() {
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        char[] password = "Circle of Life".toCharArray();
        String sha = SipDigest.compute("SHA-256", "Mufasa", "http-auth@example.org", password, "GET", "/dir/index.html", nonce, 1,
            cnonce, "auth");
        Check.is(sha, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", "response");
        String authorization = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\","
            + " algorithm=SHA-256, nonce=\"" + nonce + "\", nc=00000001, cnonce=\"" + cnonce + "\", qop=auth, response=\"" + sha + "\"";
        Check.is(SipDigest.verify(authorization, "GET", password), true, "right");
        Check.is(SipDigest.verify(authorization, "GET", "Square of Life".toCharArray()), false, "wrong");
        Check.thrown(SipArgumentException.class, () -> SipDigest.verify("Basic x", "GET", password));
        Check.thrown(SipArgumentException.class,
            () -> SipDigest.compute("CRC-32", "a", "b", password, "GET", "/", nonce, 1, cnonce, "auth"));
    }

    static void challengesAreRead() {
        Check.is(SipDigest.challengeParameter(CHALLENGE, "realm"), "http-auth@example.org", "realm");
        Check.is(SipDigest.challengeParameter(CHALLENGE, "opaque"), "", "what is absent");
        Check.thrown(SipArgumentException.class, () -> SipDigest.challengeParameter(CHALLENGE, "colour"));
    }

    static void contactsAreBuilt() {
        Check.is(SipContact.build("alice", "203.0.113.1:5060", "192.168.0.2:5070", SipTransport.TCP, false),
            "sip:alice@203.0.113.1:5060;transport=tcp", "public");
        Check.is(SipContact.build("", "", "192.168.0.2:5070", SipTransport.UDP, false), "sip:192.168.0.2:5070", "local");
        String user = String.join("", Collections.nCopies(300, "%F0%9F%98%80"));
        Check.is(SipContact.build(user, "", "192.168.0.2:5070", SipTransport.UDP, true), "sips:" + user + "@192.168.0.2:5070", "long");
        Check.thrown(SipArgumentException.class, () -> SipContact.build("alice", "", "here", SipTransport.UDP, false));
    }

    static void headersAreLines() {
        SipHeader header = new SipHeader("Subject", "tea");
        Check.is(header, SipHeader.received("Subject", "tea"), "equal headers");
        Check.is(header.hashCode(), new SipHeader("Subject", "tea").hashCode(), "hash");
        Check.that(!header.equals(new SipHeader("Subject", "milk")), "another value");
        Check.is(header.toString(), "Subject: tea", "text");
        Check.thrown(SipArgumentException.class, () -> new SipHeader("Subject", "tea\r\nEvil: yes"));
        Check.thrown(SipArgumentException.class, () -> new SipHeader("Evil: yes\nSubject", "tea"));
    }

    static void errorsKeepTheirNumbers() {
        SipException unknown = (SipException) Failures.of("it", -77, "");
        Check.is(unknown.error(), SipError.UNKNOWN, "error");
        Check.is(unknown.errorNumber(), -77, "number");
        SipStateException closed = (SipStateException) Failures.of("it", -3, "");
        Check.is(closed.getClass(), SipClosedException.class, "class");
        Check.is(closed.errorNumber(), -3, "number");
        Check.is(((SipException) Failures.of("it", -20, "")).error(), SipError.SYSTEM, "error");
        Check.is(((SipException) Failures.of("it", -5, "")).error(), SipError.NO_MEMORY, "error");
        Check.is(((SipSnapshotException) Failures.of("it", -8, "")).error(), SipError.SNAPSHOT_FUTURE, "error");
    }
}
