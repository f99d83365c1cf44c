// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.sipreg.SipTls;
import org.sipreg.SipTlsBuilder;

/** Trusts whom Android trusts: OpenSSL within the library does not know where its roots are. */
final class PlatformTrust {
    private PlatformTrust() {
    }

    static SipTls settings() {
        SipTlsBuilder builder = SipTls.builder();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null); // the platform's own
            for (TrustManager one : factory.getTrustManagers()) {
                if (one instanceof X509TrustManager) {
                    builder.trust(Arrays.asList(((X509TrustManager) one).getAcceptedIssuers()));
                }
            }
        } catch (GeneralSecurityException noTrust) {
            throw new IllegalStateException("the platform shows no roots", noTrust);
        }
        return builder.build();
    }
}
