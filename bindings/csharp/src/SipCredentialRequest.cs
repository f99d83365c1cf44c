// SPDX-License-Identifier: LGPL-2.1-or-later
// A registrar wants credentials that the account does not hold.
using System;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

/// <summary>
/// A registrar wants credentials that the account does not hold, and the attempt waits for one of the answers below, given from
/// any thread, at once or later. If none comes before the attempt's deadline (<see cref="SipEndpoint.AttemptDeadline"/>), the
/// attempt fails with <see cref="SipFailure.Credentials"/>.
/// </summary>
/// <remarks>
/// What is given is kept for the realm as long as the registration lives and goes before what the account holds. What the
/// registrar refuses is forgotten; refused later, you are asked again, with <see cref="Rejected"/> set. If the request is over
/// when the answer comes, that has no effect. Arrays are copied; wipe your own.
/// </remarks>
public sealed partial class SipCredentialRequest {
    readonly SipRegistration registration;

    internal SipCredentialRequest(EventHandle of, [AllowNull] SipRegistration registration) {
        this.registration = registration;
        Number = SipregNative.sipreg_event_credential_request(of);
        Scheme = SipregNative.sipreg_event_credential_scheme(of);
        Algorithm = SipregNative.sipreg_event_credential_algorithm(of);
        Realm = SipregNative.sipreg_event_credential_realm(of);
        IsProxy = SipregNative.sipreg_event_credential_proxy(of) != 0;
        Rejected = SipregNative.sipreg_event_credential_rejected(of) != 0;
        AkaRand = SipregNative.sipreg_event_credential_aka_rand(of);
        AkaAutn = SipregNative.sipreg_event_credential_aka_autn(of);
        AuthorizationServer = SipregNative.sipreg_event_credential_authz_server(of);
        Scope = SipregNative.sipreg_event_credential_scope(of);
        Error = SipregNative.sipreg_event_credential_error(of);
    }

    /// <summary>Number of the request.</summary>
    public long Number { get; }

    /// <summary>"digest" or "bearer".</summary>
    public string Scheme { get; }

    /// <summary>As the challenge writes it, "SHA-256", "AKAv1-MD5"; "" for bearer.</summary>
    public string Algorithm { get; }

    /// <summary>Realm, as the registrar wrote it; show it to whom you ask. "" if a bearer challenge names none.</summary>
    public string Realm { get; }

    /// <summary>A proxy asks and not the registrar.</summary>
    public bool IsProxy { get; }

    /// <summary>What was used before for this realm was refused.</summary>
    public bool Rejected { get; }

    /// <summary>RAND of AKA, 32 hex digits; "" for others.</summary>
    public string AkaRand { get; }

    /// <summary>AUTN of AKA, 32 hex digits; "" for others.</summary>
    public string AkaAutn { get; }

    /// <summary>
    /// Authorization server that issues tokens, a URI; anybody may have written it (RFC 8898 §2.1.1): look it up among those
    /// that you trust. "" if not named.
    /// </summary>
    public string AuthorizationServer { get; }

    /// <summary>Scope that the token must have, space-separated; "" if not named.</summary>
    public string Scope { get; }

    /// <summary>Why the token before was refused, "invalid_token" (RFC 6750 §3.1); "" if not said.</summary>
    public string Error { get; }

    RegistrationHandle Open {
        get {
            if (registration == null)
                throw new ObjectDisposedException(nameof(SipRegistration));
            return registration.Open;
        }
    }

    /// <summary>Answers with a password.</summary>
    /// <param name="password">UTF-8, at most 1023 bytes.</param>
    public void GivePassword(byte[] password) {
        using (var secret = Secret.Text(password, nameof(password)))
            Give(secret, nameof(password));
    }

    void Give(Secret password, string argument) {
        Answer.Check(SipregNative.sipreg_registration_give_password(Open, Number, password.Bytes), "password", argument);
    }

    /// <summary>Answers with H(username:realm:password) of the realm that was asked for.</summary>
    /// <param name="algorithm">The algorithm; it answers the challenges of that one.</param>
    /// <param name="hex">32 digits for MD5, 64 else.</param>
    public void GiveHa1(SipDigestAlgorithm algorithm, byte[] hex) {
        using (var secret = Secret.Text(hex, nameof(hex)))
            Answer.Check(SipregNative.sipreg_registration_give_ha1(Open, Number, algorithm, secret.Bytes), "ha1", nameof(hex));
    }

    /// <summary>Answers with an access token (RFC 8898 §2.1.1).</summary>
    /// <param name="token">In the letters of RFC 6750 §2.1, at most 8191 bytes.</param>
    public void GiveToken(byte[] token) {
        using (var secret = Secret.Text(token, nameof(token)))
            Answer.Check(SipregNative.sipreg_registration_give_token(Open, Number, secret.Bytes), "token", nameof(token));
    }

    /// <summary>
    /// Answers AKA with what the SIM made of <see cref="AkaRand"/> and <see cref="AkaAutn"/>, in hex (RFC 3310 §3.3, RFC 4169
    /// §3).
    /// </summary>
    /// <param name="res">RES of 4 to 16 bytes.</param>
    /// <param name="ik">IK of 16 bytes; empty for AKAv1.</param>
    /// <param name="ck">CK of 16 bytes; empty for AKAv1.</param>
    public void GiveAka(byte[] res, byte[] ik, byte[] ck) {
        using (var secretRes = Secret.Text(res, nameof(res)))
        using (var secretIk = Secret.Text(ik, nameof(ik)))
        using (var secretCk = Secret.Text(ck, nameof(ck)))
            Answer.Check(SipregNative.sipreg_registration_give_aka(Open, Number, secretRes.Bytes, secretIk.Bytes,
                                                                   secretCk.Bytes),
                         "aka", nameof(res));
    }

    /// <summary>
    /// Answers AKA with AUTS: the SIM found the sequence number out of range. The registrar challenges anew, and another
    /// request follows (RFC 3310 §3.4).
    /// </summary>
    /// <param name="auts">14 bytes in hex.</param>
    public void GiveAkaAuts(byte[] auts) {
        using (var secret = Secret.Text(auts, nameof(auts)))
            Answer.Check(SipregNative.sipreg_registration_give_aka_auts(Open, Number, secret.Bytes), "auts", nameof(auts));
    }

    /// <summary>There are none: the attempt fails now, with <see cref="SipFailure.Credentials"/>.</summary>
    public void Refuse() {
        Answer.Check(SipregNative.sipreg_registration_refuse_credentials(Open, Number), "refuse", null);
    }
}

}
