// SPDX-License-Identifier: LGPL-2.1-or-later
// Events on their way: taken from the library's queue by a thread of the endpoint, never by the library's calling us.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

public sealed partial class SipEndpoint {
    readonly List<SipEventReader> readers = new List<SipEventReader>();
    SynchronizationContext synchronizationContext;
    Thread pump;
    int delivering;

    /// <summary>
    /// What happened, of all registrations, in order. The registration's own <see cref="SipRegistration.EventReceived"/> comes
    /// before.
    /// </summary>
    public event EventHandler<SipEvent> EventReceived;

    /// <summary>
    /// A handler has thrown. Without a handler of this one it is written to <see cref="System.Diagnostics.Trace"/>.
    /// </summary>
    public event EventHandler<UnhandledExceptionEventArgs> HandlerFailed;

    /// <summary>
    /// Where handlers run: set it before <see cref="Start"/>, for programs with a user interface to
    /// <see cref="System.Threading.SynchronizationContext.Current"/> of its thread. Null, the default: on the endpoint's own
    /// thread.
    /// </summary>
    [MaybeNull, AllowNull]
    public SynchronizationContext SynchronizationContext {
        get { return synchronizationContext; }
        set {
            lock (gate) {
                ThrowIfDisposed();
                if (started)
                    throw new SipStateException(SipError.State, "synchronization context: the endpoint was started");
                synchronizationContext = value;
            }
        }
    }

    /// <summary>
    /// Makes a reader, which gets each event from now on, beside the handlers. For programs that rather ask for events than be
    /// told.
    /// </summary>
    public SipEventReader CreateReader() {
        lock (gate) {
            ThrowIfDisposed();
            var reader = new SipEventReader(this);
            readers.Add(reader);
            return reader;
        }
    }

    internal void Forget(SipEventReader reader) {
        lock (gate)
            readers.Remove(reader);
    }

    void EndReaders() {
        SipEventReader[] ending;
        lock (gate) {
            ending = readers.ToArray();
            readers.Clear();
        }
        foreach (SipEventReader reader in ending)
            reader.End();
    }

    void StartPump() {
        // It outlives Dispose(), which does not wait for it, and holds nothing that the collector might want to take.
        var own = new EndpointHandle(handle);
        var owner = new WeakReference<SipEndpoint>(this);
        TaskCompletionSource<bool> end = completion;
        pump = new Thread(() => Pump(own, owner, end)) { IsBackground = true, Name = "sipreg-events" };
        Pumps.Add(own); // before it begins, so that the end of the process finds it however early it comes
        pump.Start();
    }

    static void Pump(EndpointHandle own, WeakReference<SipEndpoint> owner, TaskCompletionSource<bool> end) {
        EventHandle taken;
        while (SipregNative.sipreg_endpoint_next_event(own, -1, out taken) == SipError.Ok)
            Receive(owner, taken);
        Pumps.Remove(own);
        Finish(own, end);
    }

    // A moment, after the end was asked for.
    static void Finish(EndpointHandle own, TaskCompletionSource<bool> end) {
        using (own)
            SipregNative.sipreg_endpoint_wait_closed(own, -1);
        end.TrySetResult(true);
    }

    // Not inlined: no reference to the endpoint is to remain on the stack of the waiting thread.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Receive(WeakReference<SipEndpoint> owner, EventHandle taken) {
        SipEndpoint endpoint;
        if (owner.TryGetTarget(out endpoint))
            endpoint.Receive(taken);
        else
            taken.Dispose();
    }

    /// <summary>
    /// Caller-driven: does what is due, delivers the events on this thread, and returns. Any thread, one at a time; not within
    /// a handler.
    /// </summary>
    /// <exception cref="SipStateException">
    /// Not started, not <see cref="CallerDriven"/>, or another such call is under way.
    /// </exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Process() {
        if (Interlocked.Exchange(ref delivering, 1) != 0)
            throw new SipStateException(SipError.State, "process: a call is under way");
        try {
            using (var own = new EndpointHandle(Open)) {
                Answer.Check(SipregNative.sipreg_endpoint_process(own), "process", null);
                EventHandle taken;
                while (SipregNative.sipreg_endpoint_next_event(own, 0, out taken) == SipError.Ok)
                    Receive(taken);
            }
        } finally {
            Volatile.Write(ref delivering, 0);
        }
    }

    void Receive(EventHandle taken) {
        switch (SipregNative.sipreg_event_type(taken)) {
        case SipEventType.Log:
            using (taken)
                Hand(new SipLogEventArgs(taken));
            break;
        case SipEventType.Trace:
            using (taken)
                Hand(new SipTraceEventArgs(taken));
            break;
        case SipEventType.Request:
            Spread(new SipEvent(taken, this)); // which keeps it for the answer
            break;
        default:
            using (taken)
                Spread(new SipEvent(taken, this));
            break;
        }
    }

    void Spread(SipEvent received) {
        if (disposed)
            return;
        if (received.Registration != null)
            received.Registration.Note(received);
        else if (received.Type == SipEventType.Overflow)
            foreach (SipRegistration registration in Registrations)
                registration.AskAgain();
        bool read = Pass(received);
        Hand(received);
        if (received.Request != null && !read && EventReceived == null)
            received.Request.Dispose(); // nobody is there to answer
    }

    bool Pass(SipEvent received) {
        SipEventReader[] all;
        lock (gate)
            all = readers.ToArray();
        foreach (SipEventReader reader in all)
            reader.Add(received);
        return all.Length > 0;
    }

    void Hand(EventArgs told) {
        if (synchronizationContext == null) {
            Deliver(told);
            return;
        }
        try {
            synchronizationContext.Post(Deliver, told);
        } catch (Exception e) { // its thread may be gone
            Report(e);
        }
    }

    void Deliver(object told) {
        if (told is SipLogEventArgs line)
            Raise(LogReceived, this, line);
        else if (told is SipTraceEventArgs message)
            Raise(TraceReceived, this, message);
        else
            Deliver((SipEvent)told);
    }

    void Deliver(SipEvent received) {
        if (received.Registration != null) {
            if (received.Registration.IsDisposed)
                return;
            Raise(received.Registration.Handlers, received.Registration, received);
        }
        Raise(EventReceived, this, received);
    }

    // Each handler for itself: one that throws keeps nothing from the others.
    void Raise<T>(EventHandler<T> handlers, object sender, T args) {
        if (handlers == null)
            return;
        foreach (Delegate handler in handlers.GetInvocationList()) {
            if (disposed)
                return;
            try {
                ((EventHandler<T>)handler)(sender, args);
            } catch (Exception e) {
                Report(e);
            }
        }
    }

    void Report(Exception e) {
        EventHandler<UnhandledExceptionEventArgs> handlers = HandlerFailed;
        try {
            if (handlers != null)
                handlers(this, new UnhandledExceptionEventArgs(e, false));
            else
                Trace.TraceError("A handler of SipReg's events failed: {0}", e);
        } catch (Exception) {
            // Who fails at being told of a failure is not told again.
        }
    }
}

}
