// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * What to register where. Immutable, and good for any number of registrations and threads. Registrations keep what they
 * need of it: it may be closed as soon as they are made. To change an account, make another one and give it to
 * {@link SipRegistration#update(SipAccount)}.
 *
 * <p>Passwords, HA1 values and tokens are copied into guarded memory of the library and are never readable back.
 */
public final class SipAccount implements AutoCloseable {
    final NativeRef ref;
    private final String aor;
    private final String registrar;

    SipAccount(long handle, String aor, String registrar) {
        ref = new AccountRef(this, handle);
        this.aor = aor;
        this.registrar = registrar;
    }

    /**
     * An account to be made.
     *
     * @param aor address-of-record, "sip:alice@example.com": From and To (RFC 3261 section 10.2); no parameters, no
     *         headers. A sips: URI needs a sips: registrar
     * @param registrar "sip:example.com", "sip:192.0.2.1:5070;transport=tcp", "sips:example.com": the Request-URI, and
     *         the target unless there is an outbound proxy; no user part, no headers. Without a transport parameter, as
     *         the DNS says (RFC 3263). "sips:" and ";transport=tls" go over TLS to a server whose certificate is that
     *         of the host written here; ";transport=ws" and ";transport=wss" over WebSocket (RFC 7118)
     * @return a builder with the defaults
     * @throws SipArgumentException if one is no such URI; the message names it
     */
    public static SipAccountBuilder builder(String aor, String registrar) {
        return new SipAccountBuilder(aor, registrar);
    }

    /**
     * Its address-of-record.
     *
     * @return as it was given
     */
    public String aor() {
        return aor;
    }

    /**
     * Its registrar.
     *
     * @return as it was given
     */
    public String registrar() {
        return registrar;
    }

    /** Gives the account's memory back, secrets wiped. Registrations made from it go on. May be called again. */
    @Override
    public void close() {
        ref.close();
    }

    @Override
    public String toString() {
        return "SipAccount[" + aor + " at " + registrar + "]";
    }
}
