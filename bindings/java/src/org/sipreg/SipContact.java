// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Contact URIs as the library builds them. */
public final class SipContact {
    /** More than any address and parameter takes. */
    private static final int ROOM = 1024;

    private SipContact() {
    }

    /**
     * Build the Contact URI that a registration would: the public address if known, else the local one, without a zone.
     *
     * @param user user part as it stands in a URI, what is not ASCII written as %HH; may be ""
     * @param publicAddress "203.0.113.1:5060"; "" if unknown
     * @param localAddress "192.168.0.2:5060"
     * @param transport UDP adds no parameter, TCP ";transport=tcp", TLS ";transport=tls" to a sip: URI, WS and WSS
     *         ";transport=ws"
     * @param secure true for a sips: URI
     * @return the URI
     * @throws SipArgumentException if an argument is malformed
     */
    public static String build(String user, String publicAddress, String localAddress, SipTransport transport, boolean secure) {
        byte[] userText = Text.encode("user", user);
        byte[] uri = new byte[userText.length + ROOM];
        Failures.check("user, publicAddress, localAddress or transport",
                SipregNative.sipreg_contact_build(uri, userText, Text.encode("publicAddress", publicAddress),
                        Text.encode("localAddress", localAddress), transport.number(), secure ? 1 : 0));
        return Text.decodeTerminated(uri);
    }
}
