// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Digest authentication (RFC 7616), to compare with other implementations and to check what others send. */
public final class SipDigest {
    private static final int RESPONSE_SIZE = 65;

    private SipDigest() {
    }

    /**
     * Compute a digest response (RFC 7616 section 3.4).
     *
     * @param algorithm as "SHA-256"
     * @param username the user
     * @param realm the realm
     * @param password the password; yours to wipe
     * @param method as "REGISTER"
     * @param uri the Request-URI
     * @param nonce the server's nonce
     * @param nonceCount ignored without qop
     * @param cnonce the client's nonce, ignored without qop
     * @param qop "", "auth" or "auth-int", over an empty body
     * @return the response in hex
     * @throws SipArgumentException if algorithm or qop is unknown
     */
    public static String compute(String algorithm, String username, String realm, char[] password, String method, String uri,
            String nonce, long nonceCount, String cnonce, String qop) {
        byte[] response = new byte[RESPONSE_SIZE];
        byte[] secret = Text.encodeSecret("password", password);
        try {
            Failures.check("algorithm: \"" + algorithm + "\", qop: \"" + qop + "\"",
                    SipregNative.sipreg_digest_compute(response, Text.encode("algorithm", algorithm),
                            Text.encode("username", username), Text.encode("realm", realm), secret,
                            Text.encode("method", method), Text.encode("uri", uri), Text.encode("nonce", nonce), nonceCount,
                            Text.encode("cnonce", cnonce), Text.encode("qop", qop)));
        } finally {
            Text.wipe(secret);
        }
        return Text.decodeTerminated(response);
    }

    /**
     * Check an Authorization or Proxy-Authorization header against a password (RFC 7616 section 3.4.6), in constant
     * time. It does not judge nonce or nonce count.
     *
     * @param authorization the header's value
     * @param method of the request, as "REGISTER"
     * @param password the password; yours to wipe
     * @return true if the response is right
     * @throws SipArgumentException if it is not a complete Digest answer of a known algorithm
     */
    public static boolean verify(String authorization, String method, char[] password) {
        byte[] secret = Text.encodeSecret("password", password);
        try {
            int number = SipregNative.sipreg_digest_verify(Text.encode("authorization", authorization),
                    Text.encode("method", method), secret);
            if (number == NativeError.SIPREG_ERR_STATE) {
                return false;
            }
            Failures.check("authorization", number);
            return true;
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * Read one parameter of a challenge.
     *
     * @param challenge value of a WWW-Authenticate or Proxy-Authenticate header
     * @param name "realm", "nonce", "algorithm", "qop", "stale" or "opaque"
     * @return its value, unquoted; "" if it is absent
     * @throws SipArgumentException if it is no Digest challenge, or the name is another one
     */
    public static String challengeParameter(String challenge, String name) {
        byte[] challengeText = Text.encode("challenge", challenge);
        byte[] value = new byte[challengeText.length + 1];
        Failures.check("challenge, name: \"" + name + "\"",
                SipregNative.sipreg_challenge_read(challengeText, Text.encode("name", name), value));
        return Text.decodeTerminated(value);
    }
}
