// SPDX-License-Identifier: LGPL-2.1-or-later
// One account at work on one endpoint: what it can be asked for. Tasks that wait for the outcome stand in the other part.
using System;
using System.Diagnostics.CodeAnalysis;

namespace SipReg {

/// <summary>
/// One account at work on one endpoint. Made by <see cref="SipEndpoint.CreateRegistration"/>.
/// </summary>
/// <remarks>
/// Any thread; nothing here waits for the network. A call that returns was accepted; what became of it is told by events, and
/// the methods whose names end in Async give a task that completes with that event.
/// </remarks>
public sealed partial class SipRegistration : IDisposable {
    readonly RegistrationHandle handle;
    volatile bool disposed;

    internal SipRegistration(SipEndpoint endpoint, RegistrationHandle handle, string aor) {
        this.handle = handle;
        Endpoint = endpoint;
        Aor = aor;
        Id = SipregNative.sipreg_registration_id(handle);
    }

    internal RegistrationHandle Open {
        get {
            Endpoint.ThrowIfDisposed();
            if (disposed)
                throw new ObjectDisposedException(nameof(SipRegistration));
            return handle;
        }
    }

    internal bool IsDisposed {
        get { return disposed; }
    }

    internal EventHandler<SipEvent> Handlers {
        get { return EventReceived; }
    }

    /// <summary>What happened to this registration, in order; on the thread that <see cref="SipEndpoint"/> tells of.</summary>
    public event EventHandler<SipEvent> EventReceived;

    /// <summary>The endpoint that it was made on.</summary>
    public SipEndpoint Endpoint { get; }

    /// <summary>Its number, unique in the process, never used again.</summary>
    public long Id { get; }

    /// <summary>Its address-of-record.</summary>
    public string Aor { get; }

    static void Check(SipError error, string what, string argument = null) {
        if (error != SipError.Ok)
            Answer.Check(error, what, argument,
                         error == SipError.State && argument == null ? what + ": the endpoint was not started" : null);
    }

    /// <summary>
    /// Registers now and keeps the binding alive until <see cref="Stop"/>: refreshing, answering challenges and retrying go on
    /// by themselves. <see cref="SipEventType.Registered"/> or <see cref="SipEventType.Failed"/> follows. On a registration
    /// that was given up, or waits for its next attempt, it tries again at once; otherwise starting twice changes nothing.
    /// </summary>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void Start() {
        NoteStart();
        Check(SipregNative.sipreg_registration_start(Open), "start");
    }

    /// <summary>
    /// Registers once: one attempt, no refresh, no retry. <see cref="SipEventType.Registered"/> or
    /// <see cref="SipEventType.Failed"/> follows, and <see cref="SipEventType.Expired"/> when the binding runs out. Ends what
    /// <see cref="Start"/> began.
    /// </summary>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void RegisterOnce() {
        NoteStart();
        Check(SipregNative.sipreg_registration_register_once(Open), "register once");
    }

    /// <summary>
    /// Removes our binding and stops. <see cref="SipEventType.Unregistered"/> follows, or <see cref="SipEventType.Failed"/> of
    /// <see cref="SipOperation.Unregister"/>, after which the binding is left to run out. A REGISTER under way is awaited
    /// first.
    /// </summary>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void Stop() {
        NoteStop();
        Check(SipregNative.sipreg_registration_stop(Open), "stop");
    }

    /// <summary>
    /// Asks the registrar for all bindings of the address-of-record. <see cref="SipEventType.Bindings"/> or
    /// <see cref="SipEventType.Failed"/> of <see cref="SipOperation.Query"/> follows.
    /// </summary>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void Query() {
        Check(SipregNative.sipreg_registration_query(Open), "query");
    }

    /// <summary>
    /// Removes one binding that is not ours, or was lost sight of. <see cref="SipEventType.Bindings"/> with what is left
    /// follows, or <see cref="SipEventType.Failed"/>, of <see cref="SipOperation.RemoveBinding"/>.
    /// </summary>
    /// <param name="uri">Its Contact URI, as <see cref="SipBinding.Uri"/> gives it.</param>
    /// <exception cref="SipArgumentException">No SIP URI.</exception>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void RemoveBinding(string uri) {
        Check(SipregNative.sipreg_registration_remove_binding(Open, Text.Encode(uri, nameof(uri))), "remove binding",
              nameof(uri));
    }

    /// <summary>
    /// Removes all bindings, those of other devices too. <see cref="SipEventType.Bindings"/> or
    /// <see cref="SipEventType.Failed"/> of <see cref="SipOperation.RemoveAll"/> follows. Ours goes with them, told by
    /// <see cref="SipEventType.Unregistered"/>; if the registration is kept, it is made anew at once.
    /// </summary>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void RemoveAll() {
        Check(SipregNative.sipreg_registration_remove_all(Open), "remove all");
    }

    /// <summary>
    /// Registers or refreshes at once, after a push or a wake-up: <see cref="SipEventType.Registered"/> or
    /// <see cref="SipEventType.Failed"/> follows within the deadline. Neither a wait after failures nor a Retry-After holds it
    /// back. A registration that was not started is kept from now on.
    /// </summary>
    /// <param name="deadline">Whole milliseconds, 100 ms to 10 min.</param>
    /// <exception cref="SipArgumentException">The deadline is outside that.</exception>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    public void Refresh(TimeSpan deadline) {
        int milliseconds = Answer.Milliseconds(deadline, "deadline", nameof(deadline));
        NoteStart();
        Check(SipregNative.sipreg_registration_refresh(Open, milliseconds), "refresh", nameof(deadline));
    }

    /// <summary>
    /// Goes on with another account of the same address-of-record and registrar: a rotated password, other Contacts, another
    /// push token. If the registrar would see a difference and the registration is kept, it refreshes at once.
    /// </summary>
    /// <param name="account">The other account.</param>
    /// <exception cref="SipArgumentException">It has another address-of-record or registrar.</exception>
    /// <exception cref="SipStateException">The account is not complete, or the endpoint was not started.</exception>
    public void Update(SipAccount account) {
        if (account == null)
            throw new ArgumentNullException(nameof(account));
        Check(SipregNative.sipreg_registration_update(Open, account.Open), "update", nameof(account));
    }

    /// <summary>What the last attempts did and why. Waits a moment for the endpoint's thread.</summary>
    public SipExplanation Explain() {
        ExplanationHandle made;
        Check(SipregNative.sipreg_registration_explain(Open, out made), "explain");
        using (made)
            return new SipExplanation(made);
    }

    /// <summary>
    /// How it stands now, as an event of type <see cref="SipEventType.Status"/>: state, expiry, next refresh, public address,
    /// Contact, last status and reason, Call-ID, CSeq. What was asked for a moment ago may not be begun yet.
    /// </summary>
    public SipEvent GetStatus() {
        EventHandle made;
        Check(SipregNative.sipreg_registration_status(Open, out made), "status");
        using (made)
            return new SipEvent(made, Endpoint);
    }

    /// <summary>
    /// Seals what the next run of the program needs to refresh the same binding with one message. No password is in it. Take
    /// one after each <see cref="SipEventType.Registered"/>; one that is a little old will do. Waits a moment for the
    /// endpoint's thread.
    /// </summary>
    /// <param name="key">32 bytes of yours; secret and random.</param>
    /// <exception cref="SipStateException">No request was sent yet: there is nothing to remember.</exception>
    public byte[] Snapshot(byte[] key) {
        Sealed.CheckKey(key);
        return Sealed.Take((byte[] buffer, UIntPtr size, out UIntPtr length) =>
                               SipregNative.sipreg_registration_snapshot(Open, key, buffer, size, out length));
    }

    /// <summary>
    /// Goes on where a snapshot was taken, before anything else is asked of the registration. <see cref="Start"/> then
    /// refreshes the binding.
    /// </summary>
    /// <param name="key">The one that it was sealed with.</param>
    /// <param name="snapshot">From <see cref="Snapshot(byte[])"/>.</param>
    /// <exception cref="SipSnapshotException">It cannot be used: see its code.</exception>
    /// <exception cref="SipStateException">The registration has been asked for something already.</exception>
    public void Restore(byte[] key, byte[] snapshot) {
        Sealed.CheckKey(key);
        if (snapshot == null)
            throw new ArgumentNullException(nameof(snapshot));
        Check(SipregNative.sipreg_registration_restore(Open, key, snapshot, (UIntPtr)snapshot.Length), "restore",
              nameof(snapshot));
    }

    /// <summary>
    /// Abandons it: no further request, no further event; a binding is left to run out. <see cref="Stop"/> and its event come
    /// first where it should go.
    /// </summary>
    public void Dispose() {
        Endpoint.Forget(this);
        End();
    }

    internal void End() {
        disposed = true;
        handle.Dispose();
        FailWaiting();
    }
}

}
