// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A binding of the address-of-record, as the registrar tells it. */
public final class SipBinding {
    private final String uri;
    private final String parameters;
    private final long expiresSeconds;
    private final int qMilli;
    private final boolean own;

    private SipBinding(long event, int number) {
        uri = SipregNative.sipreg_event_binding_uri(event, number);
        parameters = SipregNative.sipreg_event_binding_params(event, number);
        expiresSeconds = SipregNative.sipreg_event_binding_expires_s(event, number);
        qMilli = SipregNative.sipreg_event_binding_q_milli(event, number);
        own = SipregNative.sipreg_event_binding_is_own(event, number) != 0;
    }

    static List<SipBinding> of(long event) {
        int count = SipregNative.sipreg_event_binding_count(event);
        if (count <= 0) {
            return Collections.emptyList();
        }
        List<SipBinding> bindings = new ArrayList<SipBinding>(count);
        for (int i = 0; i < count; i++) {
            bindings.add(new SipBinding(event, i));
        }
        return Collections.unmodifiableList(bindings);
    }

    /**
     * Its Contact URI, as {@link SipRegistration#removeBinding} takes it.
     *
     * @return the URI
     */
    public String uri() {
        return uri;
    }

    /**
     * Its Contact parameters, as the registrar wrote them.
     *
     * @return as {@code ;q=0.5;+sip.instance="<urn:uuid:...>"}; "" for none
     */
    public String parameters() {
        return parameters;
    }

    /**
     * How long it lives on.
     *
     * @return seconds from the event; -1 if the registrar did not say
     */
    public long expiresSeconds() {
        return expiresSeconds;
    }

    /**
     * Its q value, the greater the better.
     *
     * @return thousandths, 0 to 1000; 1000 if absent
     */
    public int qMilli() {
        return qMilli;
    }

    /**
     * Whether it is that of the registration whose event this is.
     *
     * @return true if it is our own
     */
    public boolean isOwn() {
        return own;
    }

    @Override
    public String toString() {
        return uri + parameters + (own ? " (own)" : "");
    }
}
