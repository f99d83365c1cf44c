// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipArgumentException;
import org.sipreg.SipError;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipRegistration;
import org.sipreg.SipTls;

/** Text and numbers over the border. */
final class Texts {
    private static final String ALICE = "\ud835\udc9clice";
    private static final String NAME = ALICE + " \ud83d\ude00";

    private Texts() {
    }

    static void textBeyondBmp() throws Exception {
        Ear ear = new Ear();
        String aor = "sip:%F0%9D%92%9Clice@example.com"; // a URI is ASCII
        char[] password = "\u043f\u0430\u0440\u043e\u043b\u044c\u20ac\ud83d\ude00".toCharArray();
        try (org.sipreg.SipEndpoint endpoint = org.sipreg.SipEndpoint.builder().traceEvents(true).start(ear);
                SipAccount account = SipAccount.builder(aor, Stage.auth()).displayName(NAME).authUsername(ALICE)
                    .addHeader("Subject", NAME).password(password).build()) {
            SipRegistration registration = endpoint.newRegistration(account);
            registration.start();
            SipEvent sent = ear.next(SipEventType.TRACE);
            Check.that(sent.trace().message().contains("\"" + NAME + "\" <sip:"), "the name in From: " + sent.trace());
            Check.that(sent.trace().message().contains("Subject: " + NAME + "\r\n"), "the name in Subject: " + sent.trace());
            Check.is(ear.next(SipEventType.REGISTERED).contact().replaceAll("@.*", ""), "sip:%F0%9D%92%9Clice", "user of the Contact");
        }
    }

    static void textWithNul() {
        SipAccountBuilder builder = Stage.alice("wonderland");
        refusesNul("name", () -> builder.displayName("a\0b"));
        refusesNul("aor", () -> SipAccount.builder("sip:a\0b@example.com", Stage.auth()));
        refusesNul("password", () -> builder.password("a\0b".toCharArray()));
        refusesNul("password", () -> builder.password(new byte[] {'a', 0, 'b'}));
        refusesNul("value", () -> builder.addHeader("Subject", "a\0b"));
        refusesNul("pem", () -> SipTls.builder().addCaPem("\0"));
        builder.build().close();
    }

    private static void refusesNul(String argument, Check.Action action) {
        SipArgumentException refused = Check.thrown(SipArgumentException.class, action);
        Check.is(refused.error(), SipError.INVALID, "error");
        Check.that(refused.getMessage().startsWith(argument + ": "), "it names " + argument + ": " + refused.getMessage());
    }

    /** The binding, over a native layer of a later day that stands before its own in the class path. */
    static void unknownNumber() throws Exception {
        URL[] path = {new File(System.getProperty("sipreg.future")).toURI().toURL(),
            SipEvent.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getSystemClassLoader().getParent())) {
            Object told = loader.loadClass("org.sipreg.Future").getMethod("tell").invoke(null);
            Check.is(told, "type UNKNOWN 4711, state UNKNOWN 4712, failure UNKNOWN 4713, operation UNKNOWN 4714,"
                + " fault UNKNOWN 4715, text UNKNOWN 4711", "what it says");
        }
    }
}
