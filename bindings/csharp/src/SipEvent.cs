// SPDX-License-Identifier: LGPL-2.1-or-later
// What happened, as a copy that is the application's for good.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

/// <summary>
/// What happened to a registration or on an endpoint. Immutable, and safe to keep and to read from any thread. Texts are never
/// null, "" means absent; what an event of this <see cref="Type"/> does not have is "", 0, false or empty.
/// </summary>
public sealed partial class SipEvent : EventArgs {
    internal SipEvent(EventHandle of, [AllowNull] SipEndpoint endpoint) {
        TypeNumber = (int)SipregNative.sipreg_event_type(of);
        Type = Known.Type(TypeNumber);
        StateNumber = (int)SipregNative.sipreg_event_state(of);
        State = Known.State(StateNumber);
        OperationNumber = (int)SipregNative.sipreg_event_operation(of);
        Operation = Known.Operation(OperationNumber);
        FailureNumber = (int)SipregNative.sipreg_event_failure(of);
        Failure = Known.Failure(FailureNumber);
        RegistrationId = SipregNative.sipreg_event_registration_id(of);
        Registration = endpoint == null ? null : endpoint.Find(RegistrationId);
        Aor = SipregNative.sipreg_event_aor(of);
        TakeBinding(of);
        TakeAnswer(of);
        TakeServices(of);
        if (Type == SipEventType.Credentials)
            Credentials = new SipCredentialRequest(of, Registration);
        if (Type == SipEventType.Downgrade) {
            DowngradeFrom = SipregNative.sipreg_event_downgrade_from(of);
            DowngradeTo = SipregNative.sipreg_event_downgrade_to(of);
        }
        if (Type == SipEventType.Overflow)
            Dropped = SipregNative.sipreg_event_dropped(of);
        if (Type == SipEventType.Request)
            Request = new SipRequest(of);
    }

    // Told by a reader that was too slow itself.
    internal SipEvent(long dropped) {
        TypeNumber = (int)SipEventType.Overflow;
        Type = SipEventType.Overflow;
        Dropped = dropped;
    }

    /// <summary>Kind; <see cref="SipEventType.Unknown"/> for one that this version does not know.</summary>
    public SipEventType Type { get; }

    /// <summary>Number of the kind, also of one that this version does not know.</summary>
    public int TypeNumber { get; }

    /// <summary>
    /// Whose event it is. Null for <see cref="SipEventType.Overflow"/> and <see cref="SipEventType.Request"/>, and if the
    /// registration was disposed.
    /// </summary>
    [MaybeNull]
    public SipRegistration Registration { get; }

    /// <summary>Number of that registration, 0 for none.</summary>
    public long RegistrationId { get; }

    /// <summary>Address-of-record of that registration.</summary>
    public string Aor { get; } = "";

    /// <summary>State after the event.</summary>
    public SipState State { get; }

    /// <summary>Number of the state, also of one that this version does not know.</summary>
    public int StateNumber { get; }

    /// <summary>What the attempt was for.</summary>
    public SipOperation Operation { get; }

    /// <summary>Number of the operation, also of one that this version does not know.</summary>
    public int OperationNumber { get; }

    /// <summary>Why the attempt failed.</summary>
    public SipFailure Failure { get; }

    /// <summary>Number of the failure, also of one that this version does not know.</summary>
    public int FailureNumber { get; }

    /// <summary>How many older events gave way, for <see cref="SipEventType.Overflow"/>.</summary>
    public long Dropped { get; }

    /// <summary>What is wanted, for <see cref="SipEventType.Credentials"/>; else null.</summary>
    [MaybeNull]
    public SipCredentialRequest Credentials { get; }

    /// <summary>Somebody's request and the way to answer it, for <see cref="SipEventType.Request"/>; else null.</summary>
    [MaybeNull]
    public SipRequest Request { get; }

    /// <summary>
    /// The strongest algorithm that a login has succeeded with, "SHA-256", for <see cref="SipEventType.Downgrade"/>.
    /// </summary>
    public string DowngradeFrom { get; } = "";

    /// <summary>The strongest that is offered now, "MD5".</summary>
    public string DowngradeTo { get; } = "";

    /// <summary>One line for people, as "failed sip:alice@example.com: credentials, 401 Unauthorized".</summary>
    public override string ToString() {
        var text = new System.Text.StringBuilder();
        text.Append(Type == SipEventType.Unknown ? "event " + TypeNumber : SipLibrary.NameOf(Type));
        if (Aor.Length > 0)
            text.Append(' ').Append(Aor);
        if (Failure != SipFailure.Unknown)
            text.Append(": ").Append(SipLibrary.NameOf(Failure));
        if (Cause.Length > 0)
            text.Append(", ").Append(Cause);
        else if (Failure != SipFailure.Unknown && Status > 0)
            text.Append(", ").Append(Status).Append(' ').Append(Reason);
        if (Type == SipEventType.Overflow)
            text.Append(": ").Append(Dropped).Append(" events gave way");
        if (Request != null)
            text.Append(' ').Append(Request.Method).Append(" from ").Append(Request.Source);
        return text.ToString();
    }
}

}
