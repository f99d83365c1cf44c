// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * What is wanted by a challenge that nothing in the account answers: comes with {@link SipEventType#CREDENTIALS} where
 * {@link SipAccountBuilder#askCredentials} is on. The attempt waits for one of the answers below, given from any
 * thread, at once or later; until its deadline, when it fails with {@link SipFailure#CREDENTIALS}. If the request is
 * over by then, an answer has no effect.
 *
 * <p>What is given is kept for the realm as long as the registration lives, and goes before what the account holds.
 * What the registrar refuses is forgotten: refused at once, the attempt fails; refused later, the application is asked
 * again, with {@link #isRejected()}.
 */
public final class SipCredentialRequest {
    private final SipRegistration registration;
    private final long number;
    private final String scheme;
    private final String algorithm;
    private final String realm;
    private final boolean proxy;
    private final boolean rejected;
    private final byte[] akaRand;
    private final byte[] akaAutn;
    private final String authorizationServer;
    private final String scope;
    private final String error;

    SipCredentialRequest(SipRegistration registration, long event) {
        this.registration = registration;
        number = SipregNative.sipreg_event_credential_request(event);
        scheme = SipregNative.sipreg_event_credential_scheme(event);
        algorithm = SipregNative.sipreg_event_credential_algorithm(event);
        realm = SipregNative.sipreg_event_credential_realm(event);
        proxy = SipregNative.sipreg_event_credential_proxy(event) != 0;
        rejected = SipregNative.sipreg_event_credential_rejected(event) != 0;
        akaRand = Text.unhex(SipregNative.sipreg_event_credential_aka_rand(event));
        akaAutn = Text.unhex(SipregNative.sipreg_event_credential_aka_autn(event));
        authorizationServer = SipregNative.sipreg_event_credential_authz_server(event);
        scope = SipregNative.sipreg_event_credential_scope(event);
        error = SipregNative.sipreg_event_credential_error(event);
    }

    /**
     * Who asks.
     *
     * @return the registration whose attempt waits
     */
    public SipRegistration registration() {
        return registration;
    }

    /**
     * Scheme of the challenge.
     *
     * @return "digest" or "bearer"
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Algorithm, as the challenge writes it.
     *
     * @return as "SHA-256", "AKAv1-MD5"; "" for bearer
     */
    public String algorithm() {
        return algorithm;
    }

    /**
     * Realm, as the registrar wrote it; show it to whom you ask.
     *
     * @return the realm; "" if a bearer challenge names none
     */
    public String realm() {
        return realm;
    }

    /**
     * Whether a proxy asks and not the registrar.
     *
     * @return true if it is a proxy
     */
    public boolean isProxy() {
        return proxy;
    }

    /**
     * Whether what was used before for this realm was refused.
     *
     * @return true if it was
     */
    public boolean isRejected() {
        return rejected;
    }

    /**
     * RAND of AKA.
     *
     * @return 16 bytes; none for others
     */
    public byte[] akaRand() {
        return akaRand.clone();
    }

    /**
     * AUTN of AKA.
     *
     * @return 16 bytes; none for others
     */
    public byte[] akaAutn() {
        return akaAutn.clone();
    }

    /**
     * Authorization server that issues tokens. Anybody may have written it: look it up among those you trust before you
     * send it anything (RFC 8898 section 2.1.1).
     *
     * @return its URI; "" if not named
     */
    public String authorizationServer() {
        return authorizationServer;
    }

    /**
     * Scope that the token must have.
     *
     * @return space-separated; "" if not named
     */
    public String scope() {
        return scope;
    }

    /**
     * Why the token before was refused (RFC 6750 section 3.1).
     *
     * @return as "invalid_token"; "" if not said
     */
    public String error() {
        return error;
    }

    /**
     * Answer with a password.
     *
     * @param password 1023 bytes of UTF-8 at most; copied, and yours to wipe
     */
    public void answerPassword(char[] password) {
        givePassword(Text.encodeSecret("password", password));
    }

    /**
     * Answer with a password.
     *
     * @param password in UTF-8, 1023 bytes at most; copied, and yours to wipe
     */
    public void answerPassword(byte[] password) {
        givePassword(Text.copySecret("password", password));
    }

    /**
     * Answer with H(username:realm:password), of the realm that was asked for. It answers the challenges of that
     * algorithm.
     *
     * @param algorithm the algorithm
     * @param hex 32 digits for MD5, else 64; copied, and yours to wipe
     */
    public void answerHa1(SipAlgorithm algorithm, char[] hex) {
        byte[] secret = Text.encodeSecret("hex", hex);
        try {
            long handle = registration.ref.enter();
            try {
                Failures.check("hex", SipregNative.sipreg_registration_give_ha1(handle, number, algorithm.number(), secret));
            } finally {
                registration.ref.leave();
            }
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * Answer with an access token.
     *
     * @param token in the letters of RFC 6750 section 2.1, 8191 at most; copied, and yours to wipe
     */
    public void answerToken(char[] token) {
        byte[] secret = Text.encodeSecret("token", token);
        try {
            long handle = registration.ref.enter();
            try {
                Failures.check("token", SipregNative.sipreg_registration_give_token(handle, number, secret));
            } finally {
                registration.ref.leave();
            }
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * Answer AKA with what the SIM made of {@link #akaRand()} and {@link #akaAutn()} (RFC 3310, RFC 4169).
     *
     * @param res 4 to 16 bytes; copied, and yours to wipe, as the others
     * @param ik 16 bytes; for AKAv1 both of this and the next may be empty
     * @param ck 16 bytes
     */
    public void answerAka(byte[] res, byte[] ik, byte[] ck) {
        byte[] resText = Text.hex(res);
        byte[] ikText = Text.hex(ik);
        byte[] ckText = Text.hex(ck);
        try {
            long handle = registration.ref.enter();
            try {
                Failures.check("res, ik, ck",
                        SipregNative.sipreg_registration_give_aka(handle, number, resText, ikText, ckText));
            } finally {
                registration.ref.leave();
            }
        } finally {
            Text.wipe(resText);
            Text.wipe(ikText);
            Text.wipe(ckText);
        }
    }

    /**
     * Answer AKA with AUTS: the SIM found the sequence number out of range. The registrar challenges anew, and another
     * request follows (RFC 3310 section 3.4).
     *
     * @param auts 14 bytes
     */
    public void answerAkaAuts(byte[] auts) {
        byte[] text = Text.hex(auts);
        long handle = registration.ref.enter();
        try {
            Failures.check("auts", SipregNative.sipreg_registration_give_aka_auts(handle, number, text));
        } finally {
            registration.ref.leave();
        }
    }

    /** There are none: the attempt fails now, with {@link SipFailure#CREDENTIALS}. */
    public void refuse() {
        long handle = registration.ref.enter();
        try {
            Failures.check("refuse", SipregNative.sipreg_registration_refuse_credentials(handle, number));
        } finally {
            registration.ref.leave();
        }
    }

    private void givePassword(byte[] secret) {
        try {
            long handle = registration.ref.enter();
            try {
                Failures.check("password", SipregNative.sipreg_registration_give_password(handle, number, secret));
            } finally {
                registration.ref.leave();
            }
        } finally {
            Text.wipe(secret);
        }
    }
}
