// SPDX-License-Identifier: LGPL-2.1-or-later
// What to register where: who, whence and with which credentials. What is sent beside and when stands in the other parts.
using System;

namespace SipReg {

/// <summary>
/// What to register where. Values are checked where they are set; one that is refused has changed nothing, and the
/// <see cref="SipArgumentException"/> says what was disliked. Later changes of an account reach no registration that was made
/// of it, see <see cref="SipRegistration.Update"/>.
/// </summary>
/// <remarks>
/// One thread at a time. Secrets are copied into guarded memory of the library, and are never readable back, logged or traced:
/// wipe your own array. <see cref="Dispose"/> wipes the library's, unless a registration still needs them.
/// </remarks>
public sealed partial class SipAccount : IDisposable {
    readonly AccountHandle handle;
    string aor = "", registrar = "", displayName = "", authUsername = "", realm = "";
    bool allowNoQop = true, askCredentials, redirectCredentials, md5NeedsTls, refuseDowngrade, bearerInClear;
    SipDigestAlgorithm leastAlgorithm = SipDigestAlgorithm.Md5;
    SipTls tls;

    /// <summary>Makes an empty account. <see cref="Aor"/> and <see cref="Registrar"/> must be set before it is used.</summary>
    /// <exception cref="DllNotFoundException">The native library was not found.</exception>
    public SipAccount() {
        Answer.Check(SipregNative.sipreg_account_new(out handle), "a new account", null);
    }

    /// <summary>Makes an account.</summary>
    /// <param name="aor">See <see cref="Aor"/>.</param>
    /// <param name="registrar">See <see cref="Registrar"/>.</param>
    /// <exception cref="SipArgumentException">One of them is malformed.</exception>
    public SipAccount(string aor, string registrar) : this() {
        try {
            Aor = aor;
            Registrar = registrar;
        } catch {
            handle.Dispose();
            throw;
        }
    }

    internal AccountHandle Open {
        get {
            if (handle.IsClosed)
                throw new ObjectDisposedException(nameof(SipAccount));
            return handle;
        }
    }

    /// <summary>Lets the account go. Registrations made of it keep what they need.</summary>
    public void Dispose() {
        handle.Dispose();
    }

    void Check(SipError error, string argument) {
        if (error != SipError.Ok)
            Answer.Check(error, argument, argument, SipregNative.sipreg_account_problem(handle));
    }

    /// <summary>
    /// Address-of-record, "sip:alice@example.com". No parameters, no headers. A sips: URI needs a sips: registrar.
    /// </summary>
    public string Aor {
        get { return aor; }
        set {
            Check(SipregNative.sipreg_account_set_aor(Open, Text.Encode(value, nameof(Aor))), nameof(Aor));
            aor = value;
        }
    }

    /// <summary>
    /// Registrar, "sip:example.com", "sip:192.0.2.1:5070;transport=tcp", "sips:example.com", "sip:example.com;transport=wss".
    /// No user part, no headers. Without a transport parameter, as the DNS says. A link-local address has its zone,
    /// "sip:[fe80::1%25eth0]".
    /// </summary>
    public string Registrar {
        get { return registrar; }
        set {
            Check(SipregNative.sipreg_account_set_registrar(Open, Text.Encode(value, nameof(Registrar))), nameof(Registrar));
            registrar = value;
        }
    }

    /// <summary>Display name in From and To; "", the default, for none.</summary>
    public string DisplayName {
        get { return displayName; }
        set {
            Check(SipregNative.sipreg_account_set_display_name(Open, Text.Encode(value, nameof(DisplayName))),
                  nameof(DisplayName));
            displayName = value;
        }
    }

    /// <summary>User name for digest authentication. Default "": the user of the <see cref="Aor"/>.</summary>
    public string AuthUsername {
        get { return authUsername; }
        set {
            Check(SipregNative.sipreg_account_set_auth_username(Open, Text.Encode(value, nameof(AuthUsername))),
                  nameof(AuthUsername));
            authUsername = value;
        }
    }

    /// <summary>Answer challenges of this realm only. Default "": any realm.</summary>
    public string Realm {
        get { return realm; }
        set {
            Check(SipregNative.sipreg_account_set_realm(Open, Text.Encode(value, nameof(Realm))), nameof(Realm));
            realm = value;
        }
    }

    /// <summary>Sets the password for digest authentication.</summary>
    /// <param name="password">UTF-8, at most 1023 bytes; copied.</param>
    public void SetPassword(byte[] password) {
        using (var secret = Secret.Text(password, nameof(password)))
            Check(SipregNative.sipreg_account_set_password(Open, secret.Bytes), nameof(password));
    }

    /// <summary>
    /// Sets H(username:realm:password) in place of the password. <see cref="Realm"/> must be set too, as the hash holds for
    /// that realm alone. Only that algorithm's challenges are then answered, unless a password serves the others.
    /// </summary>
    /// <param name="algorithm">The algorithm that it was made with.</param>
    /// <param name="hex">32 digits for MD5, 64 else, in ASCII; copied.</param>
    public void SetHa1(SipDigestAlgorithm algorithm, byte[] hex) {
        using (var secret = Secret.Text(hex, nameof(hex)))
            Check(SipregNative.sipreg_account_set_ha1(Open, algorithm, secret.Bytes), nameof(hex));
    }

    /// <summary>False refuses challenges without qop, whose answer is weaker (RFC 2069). Default true.</summary>
    public bool AllowNoQop {
        get { return allowNoQop; }
        set {
            Check(SipregNative.sipreg_account_set_allow_no_qop(Open, Answer.Flag(value)), nameof(AllowNoQop));
            allowNoQop = value;
        }
    }

    /// <summary>
    /// Do not answer challenges weaker than this (RFC 8760 orders them): a registrar that offers only such is a failure of
    /// class <see cref="SipFailure.Fatal"/>. Default MD5, the weakest.
    /// </summary>
    public SipDigestAlgorithm LeastAlgorithm {
        get { return leastAlgorithm; }
        set {
            Check(SipregNative.sipreg_account_set_least_algorithm(Open, value), nameof(LeastAlgorithm));
            leastAlgorithm = value;
        }
    }

    /// <summary>
    /// Ask where a challenge comes that nothing in the account fits: <see cref="SipEventType.Credentials"/> is told, and the
    /// attempt waits for the answer, see <see cref="SipCredentialRequest"/>. Default false: such a challenge is a failure of
    /// class <see cref="SipFailure.Credentials"/>.
    /// </summary>
    public bool AskCredentials {
        get { return askCredentials; }
        set {
            Check(SipregNative.sipreg_account_set_ask_credentials(Open, Answer.Flag(value)), nameof(AskCredentials));
            askCredentials = value;
        }
    }

    /// <summary>
    /// Answer challenges also where a redirection led to another domain. Default false: there they are a failure.
    /// </summary>
    public bool RedirectCredentials {
        get { return redirectCredentials; }
        set {
            Check(SipregNative.sipreg_account_set_redirect_credentials(Open, Answer.Flag(value)), nameof(RedirectCredentials));
            redirectCredentials = value;
        }
    }

    /// <summary>Answer MD5 challenges on TLS connections only. Default false.</summary>
    public bool Md5NeedsTls {
        get { return md5NeedsTls; }
        set {
            Check(SipregNative.sipreg_account_set_md5_needs_tls(Open, Answer.Flag(value)), nameof(Md5NeedsTls));
            md5NeedsTls = value;
        }
    }

    /// <summary>
    /// Do not answer a challenge that is weaker than one that a login has succeeded with before, whatever its realm: the
    /// attempt fails with class <see cref="SipFailure.Fatal"/>. Default false; <see cref="SipEventType.Downgrade"/> tells of it
    /// in any case.
    /// </summary>
    public bool RefuseDowngrade {
        get { return refuseDowngrade; }
        set {
            Check(SipregNative.sipreg_account_set_refuse_downgrade(Open, Answer.Flag(value)), nameof(RefuseDowngrade));
            refuseDowngrade = value;
        }
    }

    /// <summary>
    /// Send bearer tokens without TLS too: for tokens that are encrypted themselves (RFC 8898 §2). Default false.
    /// </summary>
    public bool BearerInClear {
        get { return bearerInClear; }
        set {
            Check(SipregNative.sipreg_account_set_bearer_in_clear(Open, Answer.Flag(value)), nameof(BearerInClear));
            bearerInClear = value;
        }
    }

    /// <summary>
    /// TLS settings of this account, taken as they are when they are set. Null, the default: those of the endpoint.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.MaybeNull, System.Diagnostics.CodeAnalysis.AllowNull]
    public SipTls Tls {
        get { return tls; }
        set {
            using (var none = new TlsHandle())
                SipTls.Check(SipregNative.sipreg_account_set_tls(Open, value == null ? none : value.Open), nameof(Tls), value);
            tls = value;
        }
    }
}

}
