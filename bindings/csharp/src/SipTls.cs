// SPDX-License-Identifier: LGPL-2.1-or-later
// How TLS is spoken: who is trusted, and who we are.
using System;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

/// <summary>
/// How TLS is spoken: who is trusted, and who we are. Each value is read at once, and what cannot be read is refused by a
/// <see cref="SipArgumentException"/> that says why. Settings are put to use by <see cref="SipEndpoint.Tls"/> and
/// <see cref="SipAccount.Tls"/>, which take them as they are then.
/// </summary>
/// <remarks>
/// Nothing of an account leaves before the server has shown a certificate that is valid, trusted, for servers or SIP domains,
/// and that of the host of the registrar's URI, or the outbound proxy's (RFC 5922 §7). There is no OCSP. One thread at a time.
/// </remarks>
public sealed partial class SipTls : IDisposable {
    readonly TlsHandle handle;
    SipTlsVersion minVersion = SipTlsVersion.Tls12;
    bool pinOnly, verify = true, allowWildcard, allowCommonName;

    /// <summary>Makes the default settings: the system's root certificates, TLS 1.2 and up, no client certificate.</summary>
    public SipTls() {
        Answer.Check(SipregNative.sipreg_tls_new(out handle), "new TLS settings", null);
    }

    internal TlsHandle Open {
        get {
            if (handle.IsClosed)
                throw new ObjectDisposedException(nameof(SipTls));
            return handle;
        }
    }

    internal static void Check(SipError error, string argument, SipTls tls) {
        if (error != SipError.Ok)
            Answer.Check(error, argument, argument, tls == null ? null : SipregNative.sipreg_tls_problem(tls.handle));
    }

    void Check(SipError error, string argument) {
        Check(error, argument, this);
    }

    /// <summary>Lets the settings go. Where they were set they stay in use.</summary>
    public void Dispose() {
        handle.Dispose();
    }

    /// <summary>
    /// Trusts the root certificates in a PEM file, and no more those of the system. May be called several times.
    /// </summary>
    /// <param name="path">The file, of at most 16 MB.</param>
    public void AddCaFile(string path) {
        Check(SipregNative.sipreg_tls_add_ca_file(Open, Text.Encode(path, nameof(path))), nameof(path));
    }

    /// <summary>Trusts the root certificates in PEM text, and no more those of the system.</summary>
    /// <param name="pem">The text.</param>
    public void AddCaPem(string pem) {
        Check(SipregNative.sipreg_tls_add_ca_pem(Open, Text.Encode(pem, nameof(pem))), nameof(pem));
    }

    /// <summary>
    /// Refuses the certificates in this revocation list (RFC 5280 §5). A certificate whose issuer has no list here is not
    /// looked up; one whose list has run out is refused.
    /// </summary>
    /// <param name="path">PEM file, of at most 16 MB.</param>
    public void AddCrlFile(string path) {
        Check(SipregNative.sipreg_tls_add_crl_file(Open, Text.Encode(path, nameof(path))), nameof(path));
    }

    /// <summary>As <see cref="AddCrlFile"/>, from PEM text.</summary>
    /// <param name="pem">The text.</param>
    public void AddCrlPem(string pem) {
        Check(SipregNative.sipreg_tls_add_crl_pem(Open, Text.Encode(pem, nameof(pem))), nameof(pem));
    }

    /// <summary>Shows this certificate to servers that ask for one, which is after they have proven who they are.</summary>
    /// <param name="certificate">PEM file; ours first, then those of intermediates.</param>
    /// <param name="key">PEM file with its private key, PKCS #8 or traditional; null: it is in the same file.</param>
    /// <param name="passphrase">If the key is encrypted, UTF-8; null for none. Nothing is asked at a terminal.</param>
    public void SetCertificateFile(string certificate, [AllowNull] string key = null, [AllowNull] byte[] passphrase = null) {
        using (var secret = Secret.OptionalText(passphrase, nameof(passphrase)))
            Check(SipregNative.sipreg_tls_set_certificate_file(Open, Text.Encode(certificate, nameof(certificate)),
                                                               Text.EncodeOptional(key, nameof(key)), secret.Bytes),
                  nameof(certificate));
    }

    /// <summary>As <see cref="SetCertificateFile(string, string, byte[])"/>, from PEM text.</summary>
    /// <param name="certificate">PEM text; ours first, then those of intermediates.</param>
    /// <param name="key">PEM text of its private key, ASCII; copied. Null: it is in the same text.</param>
    /// <param name="passphrase">If the key is encrypted, UTF-8; null for none.</param>
    public void SetCertificatePem(string certificate, [AllowNull] byte[] key, [AllowNull] byte[] passphrase = null) {
        using (var secretKey = Secret.OptionalText(key, nameof(key)))
        using (var secret = Secret.OptionalText(passphrase, nameof(passphrase)))
            Check(SipregNative.sipreg_tls_set_certificate_pem(Open, Text.Encode(certificate, nameof(certificate)),
                                                              secretKey.Bytes, secret.Bytes), nameof(certificate));
    }

    /// <summary>Wants this key in the server's chain, beside all else. With several, one is enough.</summary>
    /// <param name="pin">SHA-256 of its SubjectPublicKeyInfo in base64 (RFC 7469 §2.4, also after "sha256/") or hex.</param>
    public void AddPin(string pin) {
        Check(SipregNative.sipreg_tls_add_pin(Open, Text.Encode(pin, nameof(pin))), nameof(pin));
    }

    /// <summary>
    /// That the server's own key is pinned is enough: chain, dates and name are not looked at. For self-signed certificates.
    /// Needs a pin. Default false.
    /// </summary>
    public bool PinOnly {
        get { return pinOnly; }
        set {
            Check(SipregNative.sipreg_tls_set_pin_only(Open, Answer.Flag(value)), nameof(PinOnly));
            pinOnly = value;
        }
    }

    /// <summary>Least TLS version. Default 1.2. The system's OpenSSL configuration may ask for more.</summary>
    public SipTlsVersion MinVersion {
        get { return minVersion; }
        set {
            Check(SipregNative.sipreg_tls_set_min_version(Open, value), nameof(MinVersion));
            minVersion = value;
        }
    }

    /// <summary>
    /// False: nothing of the server's certificate is checked, pins neither, and whoever answers at the address can read and
    /// change all. Each connection made so is logged as a warning. Default true.
    /// </summary>
    public bool Verify {
        get { return verify; }
        set {
            Check(SipregNative.sipreg_tls_set_verify(Open, Answer.Flag(value)), nameof(Verify));
            verify = value;
        }
    }

    /// <summary>
    /// "*.example.com" is good for sip.example.com, which RFC 5922 §7.2 forbids and many providers need. Default false.
    /// </summary>
    public bool AllowWildcard {
        get { return allowWildcard; }
        set {
            Check(SipregNative.sipreg_tls_set_allow_wildcard(Open, Answer.Flag(value)), nameof(AllowWildcard));
            allowWildcard = value;
        }
    }

    /// <summary>The common name counts where a certificate has no subjectAltName (RFC 5922 §7.1). Default false.</summary>
    public bool AllowCommonName {
        get { return allowCommonName; }
        set {
            Check(SipregNative.sipreg_tls_set_allow_common_name(Open, Answer.Flag(value)), nameof(AllowCommonName));
            allowCommonName = value;
        }
    }
}

}
