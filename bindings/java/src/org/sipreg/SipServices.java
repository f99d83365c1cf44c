// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the registrar offered with the binding, on {@link SipEventType#REGISTERED} and {@link SipEventType#STATUS}. */
public final class SipServices {
    private final List<String> serviceRoute;
    private final String routeSet;
    private final List<String> path;
    private final List<String> associatedUris;
    private final String publicGruu;
    private final String temporaryGruu;
    private final String pushProvider;
    private final long pushRefreshSeconds;
    private final String pushPurr;

    SipServices(long event) {
        List<String> values = new ArrayList<String>();
        for (String value; (value = SipregNative.sipreg_event_service_route(event, values.size())) != null;) {
            values.add(value);
        }
        serviceRoute = fixed(values);
        values = new ArrayList<String>();
        for (String value; (value = SipregNative.sipreg_event_path(event, values.size())) != null;) {
            values.add(value);
        }
        path = fixed(values);
        values = new ArrayList<String>();
        for (String value; (value = SipregNative.sipreg_event_associated_uri(event, values.size())) != null;) {
            values.add(value);
        }
        associatedUris = fixed(values);
        routeSet = SipregNative.sipreg_event_route_set(event);
        publicGruu = SipregNative.sipreg_event_public_gruu(event);
        temporaryGruu = SipregNative.sipreg_event_temporary_gruu(event);
        pushProvider = SipregNative.sipreg_event_push_provider(event);
        pushRefreshSeconds = SipregNative.sipreg_event_push_refresh_s(event);
        pushPurr = SipregNative.sipreg_event_push_purr(event);
    }

    private static List<String> fixed(List<String> values) {
        return values.isEmpty() ? Collections.<String>emptyList() : Collections.unmodifiableList(values);
    }

    /**
     * Values of Service-Route (RFC 3608), as {@code <sip:p1.example.com;lr>}. One that is too long or has a malformed
     * value is left out as a whole.
     *
     * @return the values in their order; unmodifiable
     */
    public List<String> serviceRoute() {
        return serviceRoute;
    }

    /**
     * Value of the Route header that requests outside of dialogs should begin with: the outbound proxy of
     * {@link SipProxyMode#ROUTE}, then the service route.
     *
     * @return the value; "" if there is neither
     */
    public String routeSet() {
        return routeSet;
    }

    /**
     * Values of Path, by which requests reach us (RFC 3327).
     *
     * @return the values in their order; unmodifiable
     */
    public List<String> path() {
        return path;
    }

    /**
     * URIs of P-Associated-URI (RFC 7315), "tel:+1201" among them.
     *
     * @return 16 at most; unmodifiable
     */
    public List<String> associatedUris() {
        return associatedUris;
    }

    /**
     * Public GRUU of our Contact (RFC 5627).
     *
     * @return the URI; "" if the registrar gave none
     */
    public String publicGruu() {
        return publicGruu;
    }

    /**
     * Temporary GRUU of our Contact: a new one with each answer; the older ones stay good.
     *
     * @return the URI; "" if the registrar gave none
     */
    public String temporaryGruu() {
        return temporaryGruu;
    }

    /**
     * Push services that will be used for us (RFC 8599).
     *
     * @return as "apns"; "" if none, whatever was asked for
     */
    public String pushProvider() {
        return pushProvider;
    }

    /**
     * How long before its end the binding is expected to be refreshed (RFC 8599).
     *
     * @return seconds; 0 if that was not said
     */
    public long pushRefreshSeconds() {
        return pushRefreshSeconds;
    }

    /**
     * Reference to put as pn-purr into the Contacts of dialogs in which we are to be woken (RFC 8599).
     *
     * @return the reference; "" if none
     */
    public String pushPurr() {
        return pushPurr;
    }
}
