// SPDX-License-Identifier: LGPL-2.1-or-later
// One Contact that a registrar holds of an address-of-record.
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace SipReg {

/// <summary>One Contact that a registrar holds of an address-of-record. Immutable.</summary>
public sealed class SipBinding {
    SipBinding(EventHandle of, int number) {
        Uri = SipregNative.sipreg_event_binding_uri(of, number) ?? "";
        Parameters = SipregNative.sipreg_event_binding_params(of, number) ?? "";
        long seconds = SipregNative.sipreg_event_binding_expires_s(of, number);
        Expires = seconds < 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds);
        Q = SipregNative.sipreg_event_binding_q_milli(of, number) / 1000m;
        IsOwn = SipregNative.sipreg_event_binding_is_own(of, number) != 0;
    }

    internal static IReadOnlyList<SipBinding> Take(EventHandle of) {
        int count = SipregNative.sipreg_event_binding_count(of);
        if (count <= 0)
            return null;
        var bindings = new SipBinding[count];
        for (int number = 0; number < count; number++)
            bindings[number] = new SipBinding(of, number);
        return new ReadOnlyCollection<SipBinding>(bindings);
    }

    /// <summary>Contact URI, to be given to <see cref="SipRegistration.RemoveBinding"/> as it is.</summary>
    public string Uri { get; }

    /// <summary>Contact parameters, as ";q=0.5;+sip.instance=\"&lt;urn:uuid:...&gt;\"", as the registrar wrote them.</summary>
    public string Parameters { get; }

    /// <summary>Time left to it; null if the registrar did not say.</summary>
    public TimeSpan? Expires { get; }

    /// <summary>Its q value, 0 to 1; 1 if absent (RFC 3261 §20.10).</summary>
    public decimal Q { get; }

    /// <summary>It is our own.</summary>
    public bool IsOwn { get; }

    /// <summary>The URI and the parameters.</summary>
    public override string ToString() {
        return "<" + Uri + ">" + Parameters;
    }
}

}
