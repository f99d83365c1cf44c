// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * Makes a {@link SipAccount}. Each setter checks what it is given at once, and throws {@link SipArgumentException} for
 * what is malformed or out of range, with the reason in its message and nothing changed. One builder makes one account;
 * after that every method throws {@link IllegalStateException}.
 */
public final class SipAccountBuilder {
    private final NativeRef ref;
    private final String aor;
    private final String registrar;
    private boolean built;

    SipAccountBuilder(String aor, String registrar) {
        byte[] aorText = Text.encode("aor", aor);
        byte[] registrarText = Text.encode("registrar", registrar);
        NativeRef.releaseForgotten();
        long[] out = new long[1];
        Failures.check("account", SipregNative.sipreg_account_new(out));
        ref = new AccountRef(this, out[0]);
        this.aor = aor;
        this.registrar = registrar;
        boolean good = false;
        try {
            set("aor", SipregNative.sipreg_account_set_aor(out[0], aorText));
            set("registrar", SipregNative.sipreg_account_set_registrar(out[0], registrarText));
            good = true;
        } finally {
            if (!good) {
                ref.close();
            }
        }
    }

    /**
     * Display name in From and To.
     *
     * @param name the name; "" for none, the default
     * @return this
     */
    public synchronized SipAccountBuilder displayName(String name) {
        return set("displayName", SipregNative.sipreg_account_set_display_name(handle(), Text.encode("name", name)));
    }

    /**
     * User name for digest authentication. Default: the user of the address-of-record.
     *
     * @param username the name
     * @return this
     */
    public synchronized SipAccountBuilder authUsername(String username) {
        return set("authUsername", SipregNative.sipreg_account_set_auth_username(handle(), Text.encode("username", username)));
    }

    /**
     * Password for digest authentication.
     *
     * @param password the password, 1023 bytes of UTF-8 at most; copied, and yours to wipe
     * @return this
     */
    public synchronized SipAccountBuilder password(char[] password) {
        byte[] secret = Text.encodeSecret("password", password);
        try {
            return set("password", SipregNative.sipreg_account_set_password(handle(), secret));
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * Password for digest authentication.
     *
     * @param password the password in UTF-8, 1023 bytes at most; copied, and yours to wipe
     * @return this
     */
    public synchronized SipAccountBuilder password(byte[] password) {
        byte[] secret = Text.copySecret("password", password);
        try {
            return set("password", SipregNative.sipreg_account_set_password(handle(), secret));
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * H(username:realm:password) in place of the password, for one algorithm. A {@link #realm} must be set too, as the
     * hash holds for that realm alone. Only that algorithm's challenges are then answered, unless a password serves the
     * others.
     *
     * @param algorithm the algorithm
     * @param hex 32 digits for MD5, else 64; copied, and yours to wipe
     * @return this
     */
    public synchronized SipAccountBuilder ha1(SipAlgorithm algorithm, char[] hex) {
        byte[] secret = Text.encodeSecret("hex", hex);
        try {
            return set("ha1", SipregNative.sipreg_account_set_ha1(handle(), algorithm.number(), secret));
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * Answer challenges of this realm only.
     *
     * @param realm the realm; "" for any, the default
     * @return this
     */
    public synchronized SipAccountBuilder realm(String realm) {
        return set("realm", SipregNative.sipreg_account_set_realm(handle(), Text.encode("realm", realm)));
    }

    /**
     * Answer challenges without qop, whose answer is weaker (RFC 2069).
     *
     * @param on false to refuse them; default true
     * @return this
     */
    public synchronized SipAccountBuilder allowNoQop(boolean on) {
        return set("allowNoQop", SipregNative.sipreg_account_set_allow_no_qop(handle(), on ? 1 : 0));
    }

    /**
     * Do not answer challenges weaker than this: a registrar that offers only these is a failure of class
     * {@link SipFailure#FATAL}.
     *
     * @param algorithm the weakest; default {@link SipAlgorithm#MD5}
     * @return this
     */
    public synchronized SipAccountBuilder leastAlgorithm(SipAlgorithm algorithm) {
        return set("leastAlgorithm", SipregNative.sipreg_account_set_least_algorithm(handle(), algorithm.number()));
    }

    /**
     * Requested lifetime of the binding.
     *
     * @param seconds 1 to 4294967295; default 3600
     * @return this
     */
    public synchronized SipAccountBuilder expiresSeconds(long seconds) {
        return set("expiresSeconds", SipregNative.sipreg_account_set_expires_s(handle(), seconds));
    }

    /**
     * Contact of your own, registered as it is, whatever address the registrar sees.
     *
     * @param uri "sip:alice@192.0.2.9:5062"; "" for the default: user of the address-of-record, address and port in
     *         use, corrected to the public address
     * @return this
     */
    public synchronized SipAccountBuilder contact(String uri) {
        return set("contact", SipregNative.sipreg_account_set_contact(handle(), Text.encode("uri", uri)));
    }

    /**
     * Add a Contact header parameter to the first Contact.
     *
     * @param name "q", "+sip.audio"; not "expires"
     * @param value "0.5"; "" for a parameter without a value
     * @return this
     */
    public synchronized SipAccountBuilder addContactParameter(String name, String value) {
        byte[] nameText = Text.encode("name", name);
        byte[] valueText = Text.encode("value", value);
        return set("addContactParameter", SipregNative.sipreg_account_add_contact_param(handle(), nameText, valueText));
    }

    /**
     * Register a further Contact beside the first, at most 16, with the same lifetime (RFC 3261 section 10.2.1).
     *
     * @param uri "sip:alice@192.0.2.9:5062"; another one than those added before
     * @param parameters its header parameters, ";q=0.5;+sip.audio"; "" for none; not "expires"
     * @return this
     */
    public synchronized SipAccountBuilder addContact(String uri, String parameters) {
        byte[] uriText = Text.encode("uri", uri);
        byte[] parametersText = Text.encode("parameters", parameters);
        return set("addContact", SipregNative.sipreg_account_add_contact(handle(), uriText, parametersText));
    }

    /**
     * Instance of this device: the same over restarts, another one on each device (RFC 5626 section 4.1). It tells our
     * binding from those of other devices.
     *
     * @param urn "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"; "" for none, the default
     * @return this
     */
    public synchronized SipAccountBuilder instance(String urn) {
        return set("instance", SipregNative.sipreg_account_set_instance(handle(), Text.encode("urn", urn)));
    }

    /**
     * Ask for outbound (RFC 5626): the registrar calls us over the flow that we registered by, and several may be kept.
     * Needs an {@link #instance}. Events tell their flow by {@link SipEvent#flow()}.
     *
     * @param flows 1 to 4; 0 for no outbound, the default
     * @return this
     */
    public synchronized SipAccountBuilder outbound(int flows) {
        return set("outbound", SipregNative.sipreg_account_set_outbound(handle(), flows));
    }

    /**
     * Ask to be woken by push notifications (RFC 8599 section 4.1). What the network answers is told by
     * {@link SipServices#pushProvider()}.
     *
     * @param provider "apns", "fcm", "webpush"; "" with two more "" for no push, the default
     * @param parameter what the provider needs beside, as the topic; may be ""
     * @param prid the device's token or subscription at the provider
     * @return this
     */
    public synchronized SipAccountBuilder push(String provider, String parameter, String prid) {
        byte[] providerText = Text.encode("provider", provider);
        byte[] parameterText = Text.encode("parameter", parameter);
        byte[] pridText = Text.encode("prid", prid);
        return set("push", SipregNative.sipreg_account_set_push(handle(), providerText, parameterText, pridText));
    }

    /**
     * Promise that this device refreshes its binding without being woken for it (RFC 8599 section 4.1.4). A suspended
     * process runs no timer, and what was promised is not pushed.
     *
     * @param on true to promise; default false
     * @return this
     */
    public synchronized SipAccountBuilder pushWakesItself(boolean on) {
        return set("pushWakesItself", SipregNative.sipreg_account_set_push_wakes_itself(handle(), on ? 1 : 0));
    }

    /**
     * Add a header to every REGISTER.
     *
     * @param name its name; not one of those that the library writes itself
     * @param value its value
     * @return this
     */
    public synchronized SipAccountBuilder addHeader(String name, String value) {
        byte[] nameText = Text.encode("name", name);
        byte[] valueText = Text.encode("value", value);
        return set("addHeader", SipregNative.sipreg_account_add_header(handle(), nameText, valueText));
    }

    /**
     * Allow header.
     *
     * @param methods "INVITE, ACK, BYE"; "" sends none, the default
     * @return this
     */
    public synchronized SipAccountBuilder allow(String methods) {
        return set("allow", SipregNative.sipreg_account_set_allow(handle(), Text.encode("methods", methods)));
    }

    /**
     * Supported header. Nothing is added to it silently, but by {@link #outbound}.
     *
     * @param options "path, gruu"; "" sends none, the default
     * @return this
     */
    public synchronized SipAccountBuilder supported(String options) {
        return set("supported", SipregNative.sipreg_account_set_supported(handle(), Text.encode("options", options)));
    }

    /**
     * User-Agent header of this account.
     *
     * @param text the value; "" takes the endpoint's
     * @return this
     */
    public synchronized SipAccountBuilder userAgent(String text) {
        return set("userAgent", SipregNative.sipreg_account_set_user_agent(handle(), Text.encode("text", text)));
    }

    /**
     * Send to a proxy instead of the registrar.
     *
     * @param uri "sip:proxy.example.com:5080;transport=udp"; "" for none, the default
     * @param mode how it is used
     * @return this
     */
    public synchronized SipAccountBuilder outboundProxy(String uri, SipProxyMode mode) {
        return set("outboundProxy",
                SipregNative.sipreg_account_set_outbound_proxy(handle(), Text.encode("uri", uri), mode.number()));
    }

    /**
     * Add a place to send to when nothing lives at the registrar, or at the outbound proxy before it; at most 8, tried
     * in their order. It is a further next hop and not another domain: who went there comes back, see
     * {@link SipEndpointBuilder#healthMillis}.
     *
     * @param uri "sip:backup.example.net", as for the registrar
     * @return this
     */
    public synchronized SipAccountBuilder addBackupRegistrar(String uri) {
        return set("addBackupRegistrar", SipregNative.sipreg_account_add_backup_registrar(handle(), Text.encode("uri", uri)));
    }

    /**
     * Path, with its query, at which a server offers SIP over WebSocket.
     *
     * @param path "/ws", ASCII; default "/"
     * @return this
     */
    public synchronized SipAccountBuilder webSocketPath(String path) {
        return set("webSocketPath", SipregNative.sipreg_account_set_websocket_path(handle(), Text.encode("path", path)));
    }

    /**
     * Host header of the upgrade to WebSocket.
     *
     * @param host "front.example.com" or with ":port"; "" for the host of the URI that is gone to, the default
     * @return this
     */
    public synchronized SipAccountBuilder webSocketHost(String host) {
        return set("webSocketHost", SipregNative.sipreg_account_set_websocket_host(handle(), Text.encode("host", host)));
    }

    /**
     * Origin header of the upgrade to WebSocket.
     *
     * @param origin "https://app.example.com"; "" for none, the default
     * @return this
     */
    public synchronized SipAccountBuilder webSocketOrigin(String origin) {
        return set("webSocketOrigin",
                SipregNative.sipreg_account_set_websocket_origin(handle(), Text.encode("origin", origin)));
    }

    /**
     * Add a header to the upgrade to WebSocket: "Cookie", "Authorization". They are kept as secrets and go to no server
     * of another domain that a redirection names; without TLS whoever is on the way can read them.
     *
     * @param name its name; not one that belongs to the upgrade itself
     * @param value its value, 8191 bytes in all; copied, and yours to wipe
     * @return this
     */
    public synchronized SipAccountBuilder addWebSocketHeader(String name, char[] value) {
        byte[] nameText = Text.encode("name", name);
        byte[] secret = Text.encodeSecret("value", value);
        try {
            return set("addWebSocketHeader", SipregNative.sipreg_account_add_websocket_header(handle(), nameText, secret));
        } finally {
            Text.wipe(secret);
        }
    }

    /**
     * First and longest wait between failed attempts: doubled with each failure in a row, drawn from the upper half,
     * reset by success (RFC 5626 section 4.5).
     *
     * @param base first wait, from 1; default 30
     * @param cap longest wait, up to 86400; default 1800
     * @return this
     */
    public synchronized SipAccountBuilder retrySeconds(int base, int cap) {
        return set("retrySeconds", SipregNative.sipreg_account_set_retry_s(handle(), base, cap));
    }

    /**
     * What follows a failure of one class while the registration is kept. Default: {@link SipFailure#TEMPORARY}, DNS,
     * TRANSPORT and TIMEOUT back off, TLS waits the longest time of the backoff, the others give up.
     *
     * @param failure the class
     * @param intervalSeconds -1 gives up, 0 backs off as {@link #retrySeconds} says, 1 to 86400 waits that long each
     *         time
     * @return this
     */
    public synchronized SipAccountBuilder retryClass(SipFailure failure, int intervalSeconds) {
        return set("retryClass",
                SipregNative.sipreg_account_set_retry_class(handle(), failure.number(), intervalSeconds));
    }

    /**
     * Give up after so many failed attempts in a row, whatever their class.
     *
     * @param count 0, the default: never for that reason
     * @return this
     */
    public synchronized SipAccountBuilder maxAttempts(int count) {
        return set("maxAttempts", SipregNative.sipreg_account_set_max_attempts(handle(), count));
    }

    /**
     * When a binding is refreshed: so long before its end, but with a tenth of its lifetime left at least and a half at
     * most; then earlier by chance, so that what was registered together does not come back together.
     *
     * @param roomSeconds 0 to 86400; default 180
     * @param jitterPercent 0 to 50; default 10
     * @return this
     */
    public synchronized SipAccountBuilder refresh(int roomSeconds, int jitterPercent) {
        return set("refresh", SipregNative.sipreg_account_set_refresh(handle(), roomSeconds, jitterPercent));
    }

    /**
     * How many challenges one attempt answers: the registrar's, a proxy's, new nonces for stale ones.
     *
     * @param count 1 to 32; default 4
     * @return this
     */
    public synchronized SipAccountBuilder maxChallenges(int count) {
        return set("maxChallenges", SipregNative.sipreg_account_set_max_challenges(handle(), count));
    }

    /**
     * How many redirections (3xx) one attempt follows.
     *
     * @param count 0 to 32; default 3; with 0 a 3xx is a failure
     * @return this
     */
    public synchronized SipAccountBuilder maxRedirects(int count) {
        return set("maxRedirects", SipregNative.sipreg_account_set_max_redirects(handle(), count));
    }

    /**
     * Longest lifetime that a 423 may ask for; a registrar that wants more is a failure of class
     * {@link SipFailure#FATAL}.
     *
     * @param longest 1 to 4294967295; default 604800, a week
     * @return this
     */
    public synchronized SipAccountBuilder maxMinExpiresSeconds(long longest) {
        return set("maxMinExpiresSeconds", SipregNative.sipreg_account_set_max_min_expires_s(handle(), longest));
    }

    /**
     * Answer challenges also where a redirection led to another domain.
     *
     * @param on true for that; default false: there they are a failure
     * @return this
     */
    public synchronized SipAccountBuilder redirectCredentials(boolean on) {
        return set("redirectCredentials", SipregNative.sipreg_account_set_redirect_credentials(handle(), on ? 1 : 0));
    }

    /**
     * Answer MD5 challenges on TLS connections only.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipAccountBuilder md5NeedsTls(boolean on) {
        return set("md5NeedsTls", SipregNative.sipreg_account_set_md5_needs_tls(handle(), on ? 1 : 0));
    }

    /**
     * Do not answer a challenge that is weaker than one that a login has succeeded with before: the attempt fails with
     * class {@link SipFailure#FATAL}. {@link SipEventType#DOWNGRADE} tells of it in any case.
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipAccountBuilder refuseDowngrade(boolean on) {
        return set("refuseDowngrade", SipregNative.sipreg_account_set_refuse_downgrade(handle(), on ? 1 : 0));
    }

    /**
     * Ask where a challenge comes that no password, HA1 or token of the account fits: {@link SipEventType#CREDENTIALS}
     * tells what is wanted, and the attempt waits for the answer, see {@link SipCredentialRequest}. Otherwise such a
     * challenge is a failure of class {@link SipFailure#CREDENTIALS}.
     *
     * @param on true to be asked; default false
     * @return this
     */
    public synchronized SipAccountBuilder askCredentials(boolean on) {
        return set("askCredentials", SipregNative.sipreg_account_set_ask_credentials(handle(), on ? 1 : 0));
    }

    /**
     * Send bearer tokens without TLS too: for tokens that are encrypted themselves (RFC 8898 section 2).
     *
     * @param on true for that; default false
     * @return this
     */
    public synchronized SipAccountBuilder bearerInClear(boolean on) {
        return set("bearerInClear", SipregNative.sipreg_account_set_bearer_in_clear(handle(), on ? 1 : 0));
    }

    /**
     * Go on with an earlier Call-ID and CSeq: the first REGISTER carries the next number. Default: a random Call-ID,
     * CSeq 1.
     *
     * @param callId the Call-ID
     * @param cseq the last number that was used, 0 to 2147483646
     * @return this
     */
    public synchronized SipAccountBuilder callId(String callId, long cseq) {
        return set("callId", SipregNative.sipreg_account_set_call_id(handle(), Text.encode("callId", callId), cseq));
    }

    /**
     * TLS settings of this account, in place of the endpoint's.
     *
     * @param tls the settings; null for the endpoint's, the default
     * @return this
     */
    public synchronized SipAccountBuilder tls(SipTls tls) {
        if (tls == null) {
            return set("tls", SipregNative.sipreg_account_set_tls(handle(), 0));
        }
        synchronized (tls.ref) { // the sentence that is kept on a refusal is the settings' own
            long settings = tls.ref.enter();
            try {
                tls.judge(SipregNative.sipreg_account_set_tls(handle(), settings), settings);
            } finally {
                tls.ref.leave();
            }
        }
        return this;
    }

    /**
     * The account.
     *
     * @return the account, whose memory {@link SipAccount#close()} gives back
     */
    public synchronized SipAccount build() {
        handle();
        built = true;
        return new SipAccount(ref.surrender(), aor, registrar);
    }

    private SipAccountBuilder set(String setter, int number) {
        if (number != NativeError.SIPREG_OK) {
            throw Failures.of(setter, number, SipregNative.sipreg_account_problem(handle()));
        }
        return this;
    }

    /** Under this builder's lock, which also keeps it from being collected meanwhile. */
    private long handle() {
        if (built) {
            throw new IllegalStateException("this builder has made its account");
        }
        return ref.handle();
    }
}
