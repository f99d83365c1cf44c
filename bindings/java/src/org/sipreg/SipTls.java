// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/**
 * How TLS is spoken: who is trusted, and who we are. Immutable, and good for any number of endpoints and accounts,
 * which keep what they need: it may be closed as soon as it was set. Nothing of an account, no REGISTER at all, leaves
 * before the server has shown a certificate that is valid, trusted, for servers, and that of the host of the
 * registrar's URI (RFC 5922 section 7).
 *
 * <p>Two accounts share a connection only if transport, address, host and settings are the same: use one object for
 * all.
 */
public final class SipTls implements AutoCloseable {
    final NativeRef ref;

    SipTls(long handle) {
        ref = new TlsRef(this, handle);
    }

    /**
     * Settings to be made.
     *
     * @return a builder with the defaults: the system's root certificates, TLS 1.2 and up, no client certificate
     */
    public static SipTlsBuilder builder() {
        return new SipTlsBuilder();
    }

    /** Gives the settings' memory back, keys wiped; where they were set they stay in use. May be called again. */
    @Override
    public void close() {
        ref.close();
    }

    /** Under the lock of ref. */
    void judge(int number, long handle) {
        if (number != NativeError.SIPREG_OK) {
            throw Failures.of("tls", number, SipregNative.sipreg_tls_problem(handle));
        }
    }
}
