// SPDX-License-Identifier: LGPL-2.1-or-later
// The native library itself, and the helpers that stand alone in it.
using System;

namespace SipReg {

/// <summary>The native library that runs: its version and its names. Any thread.</summary>
public static class SipLibrary {
    const int BufferSize = 1024;

    /// <summary>Bytes of the key that seals snapshots.</summary>
    public const int SnapshotKeySize = SipregNative.SIPREG_SNAPSHOT_KEY_SIZE;

    /// <summary>Version of the native library, as "0.1.0".</summary>
    public static string Version {
        get { return SipregNative.sipreg_version(); }
    }

    /// <summary>Identifier of a code, as "SIPREG_ERR_STATE".</summary>
    /// <param name="error">The code.</param>
    public static string NameOf(SipError error) {
        return SipregNative.sipreg_error_name(error);
    }

    /// <summary>Identifier in lower case, as "registered"; "unknown" for an unknown one.</summary>
    /// <param name="type">The kind of an event.</param>
    public static string NameOf(SipEventType type) {
        return SipregNative.sipreg_event_type_name(type);
    }

    /// <summary>Identifier in lower case, as "credentials"; "unknown" for an unknown one.</summary>
    /// <param name="failure">The failure.</param>
    public static string NameOf(SipFailure failure) {
        return SipregNative.sipreg_failure_name(failure);
    }

    /// <summary>Identifier in lower case, as "wrong_name"; "unknown" for an unknown one.</summary>
    /// <param name="fault">The fault.</param>
    public static string NameOf(SipTlsFault fault) {
        return SipregNative.sipreg_tls_fault_name(fault);
    }

    /// <summary>Identifier in lower case, as "unregister"; "unknown" for an unknown one.</summary>
    /// <param name="operation">The operation.</param>
    public static string NameOf(SipOperation operation) {
        return SipregNative.sipreg_operation_name(operation);
    }

    /// <summary>Identifier in lower case, as "registering"; "unknown" for an unknown one.</summary>
    /// <param name="state">The state.</param>
    public static string NameOf(SipState state) {
        return SipregNative.sipreg_state_name(state);
    }

    /// <summary>
    /// Builds the Contact URI that the library would: the public address if known, else the local one, without a zone.
    /// </summary>
    /// <param name="user">User part, may be "".</param>
    /// <param name="publicAddress">"203.0.113.1:5060" or "" if unknown.</param>
    /// <param name="localAddress">"192.168.0.2:5060".</param>
    /// <param name="transport">One transport.</param>
    /// <param name="secure">True for a sips: URI.</param>
    /// <exception cref="SipArgumentException">An argument is malformed.</exception>
    public static string BuildContact(string user, string publicAddress, string localAddress, SipTransports transport,
                                      bool secure = false) {
        var buffer = new byte[BufferSize + (user == null ? 0 : 3 * user.Length)];
        Answer.Check(SipregNative.sipreg_contact_build(buffer, (UIntPtr)buffer.Length, Text.Encode(user, nameof(user)),
                                                       Text.Encode(publicAddress, nameof(publicAddress)),
                                                       Text.Encode(localAddress, nameof(localAddress)), transport,
                                                       Answer.Flag(secure)), "contact", nameof(localAddress));
        return Text.Decode(buffer);
    }
}

/// <summary>Digest authentication by hand (RFC 7616), to compare with other implementations. Any thread.</summary>
public static class SipDigest {
    /// <summary>Computes a digest response (RFC 7616 §3.4).</summary>
    /// <param name="algorithm">"MD5", "SHA-256", "SHA-512-256", each also with "-sess".</param>
    /// <param name="username">User name.</param>
    /// <param name="realm">Realm.</param>
    /// <param name="password">UTF-8.</param>
    /// <param name="method">"REGISTER".</param>
    /// <param name="uri">URI of the request.</param>
    /// <param name="nonce">Nonce.</param>
    /// <param name="nc">Nonce count, ignored without qop.</param>
    /// <param name="cnonce">Client nonce, ignored without qop.</param>
    /// <param name="qop">"", "auth" or "auth-int" (over an empty body).</param>
    /// <returns>The response in hex.</returns>
    /// <exception cref="SipArgumentException">Unknown algorithm or qop.</exception>
    public static string Compute(string algorithm, string username, string realm, byte[] password, string method, string uri,
                                 string nonce, long nc = 0, string cnonce = "", string qop = "") {
        var buffer = new byte[65];
        using (var secret = Secret.Text(password, nameof(password)))
            Answer.Check(SipregNative.sipreg_digest_compute(buffer, (UIntPtr)buffer.Length, Text.Encode(algorithm, nameof(algorithm)),
                             Text.Encode(username, nameof(username)), Text.Encode(realm, nameof(realm)), secret.Bytes,
                             Text.Encode(method, nameof(method)), Text.Encode(uri, nameof(uri)), Text.Encode(nonce, nameof(nonce)),
                             nc, Text.Encode(cnonce, nameof(cnonce)), Text.Encode(qop, nameof(qop))), "digest", nameof(algorithm));
        return Text.Decode(buffer);
    }

    /// <summary>
    /// Checks the value of an Authorization or Proxy-Authorization header against a password (RFC 7616 §3.4.6), in constant
    /// time. It does not judge nonce or nonce count.
    /// </summary>
    /// <param name="authorization">Value of the header.</param>
    /// <param name="method">Method of the request.</param>
    /// <param name="password">UTF-8.</param>
    /// <returns>Whether the response is right.</returns>
    /// <exception cref="SipArgumentException">Not a complete Digest answer of a known algorithm.</exception>
    public static bool Verify(string authorization, string method, byte[] password) {
        using (var secret = Secret.Text(password, nameof(password))) {
            SipError error = SipregNative.sipreg_digest_verify(Text.Encode(authorization, nameof(authorization)),
                                                               Text.Encode(method, nameof(method)), secret.Bytes);
            if (error != SipError.State)
                Answer.Check(error, "authorization", nameof(authorization));
            return error == SipError.Ok;
        }
    }

    /// <summary>Reads one parameter of a challenge, unquoted.</summary>
    /// <param name="challenge">Value of a WWW-Authenticate or Proxy-Authenticate header.</param>
    /// <param name="name">"realm", "nonce", "algorithm", "qop", "stale" or "opaque".</param>
    /// <returns>The value; "" if the parameter is absent.</returns>
    /// <exception cref="SipArgumentException">No Digest challenge, or unknown name.</exception>
    public static string ReadChallenge(string challenge, string name) {
        byte[] text = Text.Encode(challenge, nameof(challenge));
        var buffer = new byte[text.Length];
        Answer.Check(SipregNative.sipreg_challenge_read(text, Text.Encode(name, nameof(name)), buffer, (UIntPtr)buffer.Length),
                     "challenge", nameof(challenge));
        return Text.Decode(buffer);
    }
}

}
