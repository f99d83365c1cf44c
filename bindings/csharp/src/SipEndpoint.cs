// SPDX-License-Identifier: LGPL-2.1-or-later
// The SIP stack as an object: its life, and what it is asked for. Options and the delivery of events stand in the other parts.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

/// <summary>
/// The SIP stack: a thread of the native library, sockets, resolver, event queue. One serves any number of registrations. Set
/// its options, <see cref="Start"/> it, make registrations by <see cref="CreateRegistration"/>, and <see cref="Dispose"/> it.
/// </summary>
/// <remarks>
/// <para>Every member may be used from any thread, also within an event handler, and none waits for the network.</para>
/// <para>
/// Handlers run one at a time, in order, on one background thread of the endpoint, or where
/// <see cref="SynchronizationContext"/> says. What they throw goes to <see cref="HandlerFailed"/>, and the next event is
/// delivered all the same.
/// </para>
/// <para>
/// A started endpoint that has registrations works until it or they are disposed, whether or not somebody holds it, as a thread
/// does. One that was not started, or has none, is collected like any object.
/// </para>
/// </remarks>
/// <example>
/// A whole program: it registers, keeps that up until a line is entered, and removes its binding.
/// <code><![CDATA[
/// using System;
/// using System.Text;
/// using System.Threading.Tasks;
/// using SipReg;
///
/// static class Program {
///     // register AOR REGISTRAR, with the password on the first line of the standard input
///     static int Main(string[] args) {
///         return Run(args[0], args[1]).GetAwaiter().GetResult();
///     }
///
///     static async Task<int> Run(string aor, string registrar) {
///         using (var endpoint = new SipEndpoint())
///         using (var account = new SipAccount(aor, registrar)) {
///             account.SetPassword(Encoding.UTF8.GetBytes(Console.ReadLine() ?? ""));
///             endpoint.EventReceived += (sender, e) => Console.WriteLine(e);
///             endpoint.Start();
///             SipRegistration registration = endpoint.CreateRegistration(account);
///             try {
///                 SipEvent registered = await registration.RegisterAsync();
///                 Console.WriteLine("reachable at {0} for {1}", registered.Contact, registered.GrantedExpires);
///             } catch (SipRegistrationException e) when (!e.Event.WillRetry) {
///                 return 1; // the event has told why
///             } catch (SipRegistrationException) {
///                 // It is tried again, and events tell how that goes.
///             }
///             Console.ReadLine(); // and the binding is kept
///             await endpoint.StopAsync();
///             return 0;
///         }
///     }
/// }
/// ]]></code>
/// </example>
public sealed partial class SipEndpoint : IDisposable {
    // Those at work: nothing else may hold them.
    static readonly HashSet<SipEndpoint> Working = new HashSet<SipEndpoint>();

    readonly object gate = new object();
    readonly EndpointHandle handle;
    readonly Dictionary<long, SipRegistration> registrations = new Dictionary<long, SipRegistration>();
    readonly TaskCompletionSource<bool> completion =
        new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool disposed;
    bool started;

    /// <summary>Makes an endpoint. It does nothing until <see cref="Start"/>.</summary>
    /// <exception cref="DllNotFoundException">The native library was not found.</exception>
    /// <exception cref="SipException">No descriptor is to be had.</exception>
    public SipEndpoint() {
        Answer.Check(SipregNative.sipreg_endpoint_new(out handle), "a new endpoint", null);
    }

    internal EndpointHandle Open {
        get {
            ThrowIfDisposed();
            return handle;
        }
    }

    internal void ThrowIfDisposed() {
        if (disposed)
            throw new ObjectDisposedException(nameof(SipEndpoint));
    }

    /// <summary>
    /// Begins to work, and to deliver events. Options are closed from now on.
    /// </summary>
    /// <exception cref="SipStateException">It was started already.</exception>
    /// <exception cref="SipException">No thread or descriptor is to be had; it may be tried again.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Start() {
        lock (gate) {
            Answer.Check(SipregNative.sipreg_endpoint_start(Open), "start", null);
            started = true;
            Work();
        }
    }

    /// <summary>
    /// Makes a registration of an account. It does nothing until asked. It lives until it or the endpoint is disposed; later
    /// changes of the account do not reach it.
    /// </summary>
    /// <param name="account">What to register where.</param>
    /// <exception cref="SipStateException"> The account lacks <see cref="SipAccount.Aor"/> or
    /// <see cref="SipAccount.Registrar"/>, has an HA1 without realm, or is sips: on a way that is not TLS throughout (RFC 3261
    /// §26.2.2).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The endpoint was disposed.</exception>
    public SipRegistration CreateRegistration(SipAccount account) {
        if (account == null)
            throw new ArgumentNullException(nameof(account));
        lock (gate) {
            RegistrationHandle made;
            Answer.Check(SipregNative.sipreg_registration_new(out made, Open, account.Open), "registration", nameof(account));
            var registration = new SipRegistration(this, made, account.Aor);
            registrations.Add(registration.Id, registration);
            Work();
            return registration;
        }
    }

    // With the gate closed. Events come of registrations: without one there is nothing to be taken and nobody to be held.
    void Work() {
        bool busy = started && !disposed && registrations.Count > 0;
        if (busy && !callerDriven && pump == null)
            StartPump();
        lock (Working) {
            if (busy)
                Working.Add(this);
            else
                Working.Remove(this);
        }
    }

    /// <summary>The registrations that live, in no order: a copy.</summary>
    public IReadOnlyList<SipRegistration> Registrations {
        get {
            lock (gate)
                return new List<SipRegistration>(registrations.Values).AsReadOnly();
        }
    }

    internal SipRegistration Find(long id) {
        lock (gate) {
            SipRegistration found;
            return registrations.TryGetValue(id, out found) ? found : null;
        }
    }

    internal void Forget(SipRegistration registration) {
        lock (gate) {
            registrations.Remove(registration.Id);
            Work();
        }
    }

    /// <summary>
    /// The host is about to sleep: nothing is sent until <see cref="Resume"/>, what is under way is cut off. Bindings run on.
    /// </summary>
    /// <exception cref="SipStateException">It was not started.</exception>
    public void Suspend() {
        Answer.Check(SipregNative.sipreg_endpoint_suspend(Open), "suspend", null);
    }

    /// <summary>
    /// The host is awake again: what was cut off begins anew, what has become due is done. Without <see cref="Suspend"/> it
    /// does nothing.
    /// </summary>
    /// <exception cref="SipStateException">It was not started.</exception>
    public void Resume() {
        Answer.Check(SipregNative.sipreg_endpoint_resume(Open), "resume", null);
    }

    /// <summary>
    /// The network changed. After a moment of quiet (<see cref="SettleTime"/>) all sockets are closed and opened anew, what is
    /// under way begins anew, and each registration that is kept registers from where we are then. May be called as often as
    /// the system tells of it.
    /// </summary>
    /// <param name="addresses"> As for <see cref="AddBindAddress"/>, several separated by commas; "" lets the kernel choose;
    /// null leaves it as it was.
    /// </param>
    /// <param name="nameservers"> As for <see cref="AddNameserver"/>, several separated by commas; "" asks the system's, read
    /// anew; null leaves those that were given, or reads the system's anew.
    /// </param>
    /// <exception cref="SipArgumentException">An address is not numeric, or is link-local without a zone.</exception>
    /// <exception cref="SipStateException">It was not started.</exception>
    public void NetworkChanged([AllowNull] string addresses = null, [AllowNull] string nameservers = null) {
        Answer.Check(SipregNative.sipreg_endpoint_network_changed(Open, Text.EncodeOptional(addresses, nameof(addresses)),
                                                                  Text.EncodeOptional(nameservers, nameof(nameservers))),
                     "network: \"" + addresses + "\", \"" + nameservers + "\"", nameof(addresses));
    }

    /// <summary>
    /// Seals what the next run of the program needs to refresh all bindings with one message each: as
    /// <see cref="SipRegistration.Snapshot(byte[])"/>, of all registrations that have sent a request. Waits for the endpoint's
    /// thread to pause.
    /// </summary>
    /// <param name="key">32 bytes of yours; secret and random.</param>
    /// <exception cref="SipStateException">It was not started.</exception>
    public byte[] Snapshot(byte[] key) {
        Sealed.CheckKey(key);
        return Sealed.Take((byte[] buffer, UIntPtr size, out UIntPtr length) =>
                               SipregNative.sipreg_endpoint_snapshot(Open, key, buffer, size, out length));
    }

    /// <summary>
    /// Has each registration that is made from now on go on where the snapshot was taken, if it is in it: the first one of the
    /// same address-of-record and registrar takes its part. A second call replaces what is left.
    /// </summary>
    /// <param name="key">The one that it was sealed with.</param>
    /// <param name="snapshot">From <see cref="Snapshot(byte[])"/>.</param>
    /// <exception cref="SipSnapshotException">It cannot be used: see its code.</exception>
    public void Restore(byte[] key, byte[] snapshot) {
        Sealed.CheckKey(key);
        if (snapshot == null)
            throw new ArgumentNullException(nameof(snapshot));
        Answer.Check(SipregNative.sipreg_endpoint_restore(Open, key, snapshot, (UIntPtr)snapshot.Length), "restore",
                     nameof(snapshot));
    }

    /// <summary>
    /// Removes the bindings of all registrations, for an orderly end. The task completes when each has told how that went, or
    /// at the cancellation, and never fails: what could not be removed runs out at the registrar. <see cref="Dispose"/> comes
    /// after it.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipStateException">It was not started.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        var removals = new List<Task>();
        ThrowIfDisposed();
        foreach (SipRegistration registration in Registrations)
            try {
                removals.Add(registration.UnregisterAsync(cancellationToken));
            } catch (ObjectDisposedException) {
                // Another thread was faster, and what is disposed has nothing to wait for.
            }
        return Task.WhenAll(removals).ContinueWith(done => { var seen = done.Exception; }, CancellationToken.None,
                                                   TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>
    /// Completes when, after <see cref="Dispose"/>, all work has really ended: threads have left and sockets are closed.
    /// Nothing requires to wait for it. Waiting for it within an event handler never ends.
    /// </summary>
    public Task Completion {
        get { return completion.Task; }
    }

    /// <summary>
    /// Ends all work now, at any time, in any thread, also within a handler and under any lock: it never waits. No handler is
    /// begun after it, except when another thread is just beginning one. Tasks that wait fail with
    /// <see cref="ObjectDisposedException"/>, readers end.
    /// </summary>
    /// <remarks>
    /// Bindings are left as they are at the registrars: <see cref="StopAsync"/> comes first where they should go.
    /// </remarks>
    public void Dispose() {
        List<SipRegistration> orphans;
        EndpointHandle leaving;
        lock (gate) {
            if (disposed)
                return;
            disposed = true;
            leaving = pump == null ? new EndpointHandle(handle) : null;
            orphans = new List<SipRegistration>(registrations.Values);
            registrations.Clear();
            Work();
        }
        SipregNative.sipreg_endpoint_shutdown(handle);
        handle.Dispose();
        foreach (SipRegistration registration in orphans)
            registration.End();
        EndReaders();
        if (leaving != null)
            ThreadPool.UnsafeQueueUserWorkItem(state => Finish(leaving, completion), null);
    }
}

}
