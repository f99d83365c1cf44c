// SPDX-License-Identifier: LGPL-2.1-or-later
// What the registrar offered with the binding.
using System;
using System.Collections.Generic;

namespace SipReg {

public sealed partial class SipEvent {
    void TakeServices(EventHandle of) {
        if (Type != SipEventType.Registered && Type != SipEventType.Status)
            return;
        ServiceRoute = TakeTexts(of, SipregNative.sipreg_event_service_route);
        RouteSet = SipregNative.sipreg_event_route_set(of);
        Path = TakeTexts(of, SipregNative.sipreg_event_path);
        AssociatedUris = TakeTexts(of, SipregNative.sipreg_event_associated_uri);
        PublicGruu = SipregNative.sipreg_event_public_gruu(of);
        TemporaryGruu = SipregNative.sipreg_event_temporary_gruu(of);
        PushProvider = SipregNative.sipreg_event_push_provider(of);
        PushRefresh = TimeSpan.FromSeconds(SipregNative.sipreg_event_push_refresh_s(of));
        PushPurr = SipregNative.sipreg_event_push_purr(of);
    }

    static IReadOnlyList<string> TakeTexts(EventHandle of, Func<EventHandle, int, string> text) {
        List<string> texts = null;
        string one;
        for (int number = 0; (one = text(of, number)) != null; number++) {
            texts = texts ?? new List<string>();
            texts.Add(one);
        }
        return texts == null ? NoTexts : texts.AsReadOnly();
    }

    /// <summary>
    /// Values of Service-Route, as "&lt;sip:p1.example.com;lr&gt;" (RFC 3608 §6.1), of Registered and Status, as those that
    /// follow.
    /// </summary>
    public IReadOnlyList<string> ServiceRoute { get; private set; } = NoTexts;

    /// <summary>
    /// Value of the Route header that requests outside of dialogs should begin with: the outbound proxy of
    /// <see cref="SipProxyMode.Route"/>, then the service route. "" if there is neither.
    /// </summary>
    public string RouteSet { get; private set; } = "";

    /// <summary>Values of Path, by which requests reach us (RFC 3327 §5.3).</summary>
    public IReadOnlyList<string> Path { get; private set; } = NoTexts;

    /// <summary>URIs of P-Associated-URI (RFC 7315 §4.1), "tel:+1201" among them.</summary>
    public IReadOnlyList<string> AssociatedUris { get; private set; } = NoTexts;

    /// <summary>Public GRUU of our Contact (RFC 5627 §3.1.1).</summary>
    public string PublicGruu { get; private set; } = "";

    /// <summary>
    /// Temporary GRUU of our Contact (RFC 5627 §3.1.2): a new one with each answer; the older ones stay good.
    /// </summary>
    public string TemporaryGruu { get; private set; } = "";

    /// <summary>
    /// Push services that will be used for us (RFC 8599 §8.2), as "apns"; "" if none, whatever was asked for.
    /// </summary>
    public string PushProvider { get; private set; } = "";

    /// <summary>
    /// How long before its end a refresh of the binding is expected (RFC 8599 §8.4); zero if that was not said.
    /// </summary>
    public TimeSpan PushRefresh { get; private set; }

    /// <summary>
    /// Reference to put as pn-purr into the Contacts of dialogs in which we are to be woken (RFC 8599 §6).
    /// </summary>
    public string PushPurr { get; private set; } = "";
}

}
