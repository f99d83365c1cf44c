// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEventType;
import org.sipreg.SipRegistration;

/** The registrars that tests/conformance/run has started, and an endpoint to meet them with. */
public final class Stage implements AutoCloseable {
    public static final String REALM = "example.com";
    public static final String ALICE = "sip:alice@example.com";
    private static int count;

    public final Ear ear = new Ear();
    public final SipEndpoint endpoint;

    public Stage() {
        endpoint = SipEndpoint.builder().start(ear);
    }

    public static String open() {
        return given("SIPREG_OPEN");
    }

    public static String auth() {
        return given("SIPREG_AUTH");
    }

    public static String given(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new AssertionError(name + " is not set: tests/conformance/run does it");
        }
        return value;
    }

    /** An address-of-record that nobody else uses. */
    public static synchronized String someone() {
        count++;
        return "sip:java-" + ProcessId.get() + "-" + count + "@example.com";
    }

    public static SipAccountBuilder alice(String password) {
        return SipAccount.builder(ALICE, auth()).password(password.toCharArray());
    }

    public SipRegistration add(SipAccountBuilder builder) {
        try (SipAccount account = builder.build()) {
            return endpoint.newRegistration(account);
        }
    }

    /** Of somebody new at the open registrar. */
    public SipRegistration addSomeone() {
        return add(SipAccount.builder(someone(), open()));
    }

    public SipRegistration registered(SipAccountBuilder builder) throws InterruptedException {
        SipRegistration registration = add(builder);
        registration.start();
        ear.next(SipEventType.REGISTERED, registration);
        return registration;
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
