// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * Makes {@link SipTls}. Each setter reads what it is given at once, and throws {@link SipArgumentException} for what
 * cannot be read, with the reason in {@link SipArgumentException#problem()} and nothing changed. One builder makes one
 * object; after that every method throws {@link IllegalStateException}.
 */
public final class SipTlsBuilder {
    private final NativeRef ref;
    private boolean built;

    SipTlsBuilder() {
        NativeRef.releaseForgotten();
        long[] out = new long[1];
        Failures.check("tls", SipregNative.sipreg_tls_new(out));
        ref = new TlsRef(this, out[0]);
    }

    /**
     * Trust the root certificates in a PEM file, and no more those of the system. May be called several times.
     *
     * @param path the file, 16 MB at most
     * @return this
     */
    public synchronized SipTlsBuilder addCaFile(String path) {
        return judge("addCaFile", SipregNative.sipreg_tls_add_ca_file(handle(), Text.encode("path", path)));
    }

    /**
     * Trust these root certificates, and no more those of the system. May be called several times.
     *
     * @param pem PEM text
     * @return this
     */
    public synchronized SipTlsBuilder addCaPem(String pem) {
        return judge("addCaPem", SipregNative.sipreg_tls_add_ca_pem(handle(), Text.encode("pem", pem)));
    }

    /**
     * Trust these root certificates, and no more those of the system. With what an {@code X509TrustManager} of the
     * platform accepts ({@code getAcceptedIssuers()}) the library trusts whom Java trusts; on Android that is the way
     * to the system's roots.
     *
     * @param certificates at least one
     * @return this
     */
    public SipTlsBuilder trust(Iterable<? extends X509Certificate> certificates) {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate one : certificates) {
            try {
                Pem.append(pem, "CERTIFICATE", one.getEncoded());
            } catch (CertificateEncodingException error) {
                throw new IllegalArgumentException("certificates: one has no encoding", error);
            }
        }
        return addCaPem(pem.toString());
    }

    /**
     * Refuse the certificates in this revocation list (RFC 5280 section 5). A certificate whose issuer has no list here
     * is not looked up; one whose list has run out is refused.
     *
     * @param path PEM file, 16 MB at most
     * @return this
     */
    public synchronized SipTlsBuilder addCrlFile(String path) {
        return judge("addCrlFile", SipregNative.sipreg_tls_add_crl_file(handle(), Text.encode("path", path)));
    }

    /**
     * The same from PEM text.
     *
     * @param pem PEM text
     * @return this
     */
    public synchronized SipTlsBuilder addCrlPem(String pem) {
        return judge("addCrlPem", SipregNative.sipreg_tls_add_crl_pem(handle(), Text.encode("pem", pem)));
    }

    /**
     * Show a certificate to servers that ask for one, which is after they have proven who they are.
     *
     * @param certificate PEM file: ours first, then those of intermediates
     * @param key PEM file with its private key, PKCS #8 or traditional; null: it is in the same file
     * @param passphrase of the key, if that is encrypted, else null; yours to wipe
     * @return this
     */
    public synchronized SipTlsBuilder certificateFile(String certificate, String key, char[] passphrase) {
        byte[] certificatePath = Text.encode("certificate", certificate);
        byte[] keyPath = Text.encodeOrNull("key", key);
        byte[] secret = passphrase == null ? null : Text.encodeSecret("passphrase", passphrase);
        try {
            return judge("certificateFile",
                    SipregNative.sipreg_tls_set_certificate_file(handle(), certificatePath, keyPath, secret));
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * The same from PEM text.
     *
     * @param certificate PEM text: ours first, then those of intermediates
     * @param key PEM text with its private key; null: it is in the same text; yours to wipe
     * @param passphrase of the key, if that is encrypted, else null; yours to wipe
     * @return this
     */
    public synchronized SipTlsBuilder certificatePem(byte[] certificate, byte[] key, char[] passphrase) {
        byte[] certificateText = Text.copySecret("certificate", certificate);
        byte[] keyText = null;
        byte[] secret = null;
        try {
            keyText = key == null ? null : Text.copySecret("key", key);
            secret = passphrase == null ? null : Text.encodeSecret("passphrase", passphrase);
            return judge("certificatePem",
                    SipregNative.sipreg_tls_set_certificate_pem(handle(), certificateText, keyText, secret));
        } finally {
            Text.wipe(certificateText);
            Text.wipe(keyText);
            Text.wipe(secret);
        }
    }

    /**
     * Want this key in the server's chain, beside all else. With several, one is enough.
     *
     * @param pin SHA-256 of its SubjectPublicKeyInfo in base64 (RFC 7469 section 2.4, also after "sha256/") or hex
     * @return this
     */
    public synchronized SipTlsBuilder addPin(String pin) {
        return judge("addPin", SipregNative.sipreg_tls_add_pin(handle(), Text.encode("pin", pin)));
    }

    /**
     * That the server's own key is pinned is enough: chain, dates and name are not looked at. For self-signed
     * certificates.
     *
     * @param on true for that, which needs a pin; default false
     * @return this
     */
    public synchronized SipTlsBuilder pinOnly(boolean on) {
        return judge("pinOnly", SipregNative.sipreg_tls_set_pin_only(handle(), number(on)));
    }

    /**
     * Least TLS version. The system's OpenSSL configuration may ask for more.
     *
     * @param version the version; default {@link SipTlsVersion#TLS_1_2}
     * @return this
     */
    public synchronized SipTlsBuilder minVersion(SipTlsVersion version) {
        return judge("minVersion: " + version, SipregNative.sipreg_tls_set_min_version(handle(), version.number()));
    }

    /**
     * Whether the server's certificate is checked. If not, whoever answers at the address can read and change all,
     * passwords in weak digests included; each connection made so is logged as a warning.
     *
     * @param on false to check nothing, pins neither; default true
     * @return this
     */
    public synchronized SipTlsBuilder verify(boolean on) {
        return judge("verify", SipregNative.sipreg_tls_set_verify(handle(), number(on)));
    }

    /**
     * Take "*.example.com" for sip.example.com, which RFC 5922 section 7.2 forbids and many providers need.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipTlsBuilder allowWildcard(boolean on) {
        return judge("allowWildcard", SipregNative.sipreg_tls_set_allow_wildcard(handle(), number(on)));
    }

    /**
     * Let the common name count where a certificate has no subjectAltName (RFC 5922 section 7.1).
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipTlsBuilder allowCommonName(boolean on) {
        return judge("allowCommonName", SipregNative.sipreg_tls_set_allow_common_name(handle(), number(on)));
    }

    /**
     * The settings.
     *
     * @return the settings, whose memory {@link SipTls#close()} gives back
     */
    public synchronized SipTls build() {
        handle();
        built = true;
        return new SipTls(ref.surrender());
    }

    private SipTlsBuilder judge(String action, int number) {
        if (number != NativeError.SIPREG_OK) {
            throw Failures.of(action, number, SipregNative.sipreg_tls_problem(handle()));
        }
        return this;
    }

    /** Under this builder's lock, which also keeps it from being collected meanwhile. */
    private long handle() {
        if (built) {
            throw new IllegalStateException("this builder has made its settings");
        }
        return ref.handle();
    }

    private static int number(boolean on) {
        return on ? 1 : 0;
    }
}
