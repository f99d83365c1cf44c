// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest authentication by hand.
using System;

namespace SipReg {

/// <summary>Digest authentication by hand (RFC 7616), to compare with other implementations. Any thread.</summary>
public static partial class SipDigest {
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
            Answer.Check(SipregNative.sipreg_digest_compute(
                             buffer, (UIntPtr)buffer.Length, Text.Encode(algorithm, nameof(algorithm)),
                             Text.Encode(username, nameof(username)), Text.Encode(realm, nameof(realm)), secret.Bytes,
                             Text.Encode(method, nameof(method)), Text.Encode(uri, nameof(uri)),
                             Text.Encode(nonce, nameof(nonce)), nc, Text.Encode(cnonce, nameof(cnonce)),
                             Text.Encode(qop, nameof(qop))),
                         "digest", nameof(algorithm));
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
