// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import conformance.Stage;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;

/** Whom TLS trusts. */
final class TlsTests {
    private static final String PIN = "0000000000000000000000000000000000000000000000000000000000000000";

    private TlsTests() {
    }

    static void certificatesOfThePlatformAreTrusted() throws Exception {
        X509Certificate root;
        try (InputStream file = new FileInputStream(Stage.given("SIPREG_CA"))) {
            root = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
        Check.is(faultWith(SipTls.builder()), SipTlsFault.UNKNOWN_CA, "fault without");
        Check.is(faultWith(SipTls.builder().trust(Collections.singletonList(root))), SipTlsFault.WRONG_NAME, "fault with it");
        Check.is(faultWith(SipTls.builder().addCaPem(pemOfTheRoot()).addPin(PIN)), SipTlsFault.WRONG_NAME, "fault with a pin, too");
    }

    static void nothingIsCheckedWhereThatIsAskedFor() throws Exception {
        try (Stage stage = new Stage(); SipTls tls = SipTls.builder().verify(false).build()) {
            stage.add(SipAccount.builder(Stage.someone(), Stage.given("SIPREG_WRONG")).tls(tls)).start();
            stage.ear.next(SipEventType.REGISTERED);
        }
    }

    static void endpointsSettingsServeAccountsWithoutTheirOwn() throws Exception {
        conformance.Ear ear = new conformance.Ear();
        try (SipTls tls = SipTls.builder().verify(false).build(); SipEndpoint endpoint = SipEndpoint.builder().tls(tls).start(ear);
                SipAccount account = SipAccount.builder(Stage.someone(), Stage.given("SIPREG_WRONG")).build()) {
            endpoint.newRegistration(account).start();
            ear.next(SipEventType.REGISTERED);
        }
    }

    static void problemSaysWhy() throws Exception {
        SipTlsBuilder builder = SipTls.builder();
        SipArgumentException missing = Check.thrown(SipArgumentException.class, () -> builder.addCaFile("/nowhere/ca.pem"));
        Check.that(missing.problem().contains("/nowhere/ca.pem"), missing.getMessage());
        SipArgumentException empty = Check.thrown(SipArgumentException.class, () -> builder.addCaPem("no PEM"));
        Check.that(empty.getMessage().startsWith("ca: "), empty.getMessage());
        byte[] certificate = Files.readAllBytes(Paths.get(Stage.given("SIPREG_CA")));
        SipArgumentException keyless =
            Check.thrown(SipArgumentException.class, () -> builder.certificatePem(certificate, null, "secret".toCharArray()));
        Check.that(!keyless.problem().isEmpty() && !keyless.getMessage().contains("secret"), keyless.getMessage());
        Check.thrown(SipArgumentException.class, () -> builder.certificateFile("/nowhere/us.pem", null, null));
        Check.thrown(SipArgumentException.class, () -> builder.addCrlFile("/nowhere/crl.pem"));
        Check.thrown(SipArgumentException.class, () -> builder.addCrlPem("no PEM"));
        Check.thrown(SipArgumentException.class, () -> builder.addPin("123"));
        Check.thrown(SipArgumentException.class, () -> builder.minVersion(SipTlsVersion.UNKNOWN));
        SipTls unfit = builder.allowWildcard(true).allowCommonName(true).pinOnly(true).build();
        SipArgumentException refused = Check.thrown(SipArgumentException.class, () -> SipEndpoint.builder().tls(unfit));
        Check.that(!refused.problem().isEmpty(), "problem of settings that do not fit: " + refused.getMessage());
        Check.thrown(SipArgumentException.class, () -> Stage.alice("").tls(unfit));
        Check.thrown(IllegalStateException.class, () -> builder.verify(true));
        unfit.close();
    }

    private static SipTlsFault faultWith(SipTlsBuilder builder) throws Exception {
        try (Stage stage = new Stage(); SipTls tls = builder.build()) {
            stage.add(SipAccount.builder(Stage.someone(), Stage.given("SIPREG_WRONG")).tls(tls)).start();
            return stage.ear.next(SipEventType.FAILED).tlsFault();
        }
    }

    private static String pemOfTheRoot() throws Exception {
        return new String(Files.readAllBytes(Paths.get(Stage.given("SIPREG_CA"))), StandardCharsets.US_ASCII);
    }
}
