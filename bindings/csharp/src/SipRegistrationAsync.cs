// SPDX-License-Identifier: LGPL-2.1-or-later
// Calls as tasks: each completes with the event that answers it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

public sealed partial class SipRegistration {
    readonly List<Waiting> waiting = new List<Waiting>();
    int starts, stops; // calls of Start() and the like, and of Stop()
    bool leaving; // and one of them was not answered yet

    /// <summary>
    /// <see cref="Start"/>, and the outcome of the attempt. If it failed the registration goes on to retry all the same where
    /// <see cref="SipEvent.WillRetry"/> says so. On one that is registered already it completes at once with how it stands.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the registration.</param>
    /// <exception cref="SipRegistrationException">The attempt failed.</exception>
    /// <exception cref="SipStateException">The endpoint was not started.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint or the registration was disposed, maybe meanwhile.</exception>
    public Task<SipEvent> RegisterAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        return Ask(new Waiting(SipOperation.Register, StartAgain), cancellationToken);
    }

    /// <summary><see cref="RegisterOnce"/>, and its outcome.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SipRegistrationException">The attempt failed.</exception>
    public Task<SipEvent> RegisterOnceAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        return Ask(new Waiting(SipOperation.Register, w => RegisterOnce()), cancellationToken);
    }

    /// <summary><see cref="Refresh"/>, and its outcome.</summary>
    /// <param name="deadline">Whole milliseconds, 100 ms to 10 min.</param>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SipRegistrationException">The attempt failed.</exception>
    public Task<SipEvent> RefreshAsync(TimeSpan deadline, CancellationToken cancellationToken = default(CancellationToken)) {
        return Ask(new Waiting(SipOperation.Register, w => Refresh(deadline)), cancellationToken);
    }

    /// <summary><see cref="Stop"/>, and its outcome.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the removal.</param>
    /// <exception cref="SipRegistrationException">The binding could not be removed, and is left to run out.</exception>
    public Task<SipEvent> UnregisterAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        return Ask(new Waiting(SipOperation.Unregister, w => Stop()), cancellationToken);
    }

    /// <summary><see cref="Query"/>, and the bindings.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the query.</param>
    /// <exception cref="SipRegistrationException">The registrar did not tell.</exception>
    public Task<IReadOnlyList<SipBinding>> QueryAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        return Bindings(Ask(new Waiting(SipOperation.Query, w => Query()), cancellationToken));
    }

    /// <summary><see cref="RemoveBinding"/>, and the bindings that are left.</summary>
    /// <param name="uri">Its Contact URI, as <see cref="SipBinding.Uri"/> gives it.</param>
    /// <param name="cancellationToken">Ends the waiting, not the removal.</param>
    /// <exception cref="SipArgumentException">No SIP URI.</exception>
    /// <exception cref="SipRegistrationException">It could not be removed.</exception>
    public Task<IReadOnlyList<SipBinding>> RemoveBindingAsync(
        string uri, CancellationToken cancellationToken = default(CancellationToken)) {
        return Bindings(Ask(new Waiting(SipOperation.RemoveBinding, w => RemoveBinding(uri)), cancellationToken));
    }

    /// <summary><see cref="RemoveAll"/>, and the bindings that are left.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the removal.</param>
    /// <exception cref="SipRegistrationException">They could not be removed.</exception>
    public Task<IReadOnlyList<SipBinding>> RemoveAllAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        return Bindings(Ask(new Waiting(SipOperation.RemoveAll, w => RemoveAll()), cancellationToken));
    }

    static async Task<IReadOnlyList<SipBinding>> Bindings(Task<SipEvent> asked) {
        return (await asked.ConfigureAwait(false)).Bindings;
    }

    // Who waits is on the list before the call is made: the event cannot come too early.
    Task<SipEvent> Ask(Waiting one, CancellationToken cancellationToken) {
        if (cancellationToken.IsCancellationRequested)
            return Canceled(cancellationToken);
        lock (waiting) {
            waiting.Add(one);
            one.StartsBefore = one.Operation == SipOperation.Register ? starts + 1 : starts;
            one.StopsBefore = one.Operation == SipOperation.Unregister ? stops + 1 : stops;
        }
        try {
            one.Call(one);
        } catch {
            Remove(one);
            throw;
        }
        if (disposed) // perhaps after the list was emptied
            FailWaiting();
        return cancellationToken.CanBeCanceled ? Wait(one, cancellationToken) : one.Task;
    }

    static Task<SipEvent> Canceled(CancellationToken cancellationToken) {
        var source = new TaskCompletionSource<SipEvent>();
        source.TrySetCanceled(cancellationToken);
        return source.Task;
    }

    async Task<SipEvent> Wait(Waiting one, CancellationToken cancellationToken) {
        using (cancellationToken.Register(() => {
            if (Remove(one))
                one.Source.TrySetCanceled(cancellationToken);
        }))
            return await one.Task.ConfigureAwait(false);
    }

    bool Remove(Waiting one) {
        lock (waiting)
            return waiting.Remove(one);
    }

    // No event follows for one that was registered before and stays so. If it was not, it may be by this very start when we look
    // again, and the event is on its way.
    void StartAgain(Waiting one) {
        bool before = GetStatus().State == SipState.Registered;
        Start();
        SipEvent status = GetStatus();
        bool staying;
        lock (waiting)
            staying = before && !leaving && one.StopsBefore == stops;
        if (staying && status.State == SipState.Registered && Remove(one))
            one.Source.TrySetResult(status);
    }

    void NoteStart() {
        lock (waiting)
            starts++;
    }

    void NoteStop() {
        lock (waiting) {
            stops++;
            leaving = true;
        }
    }

    // The pump's: an event of this registration.
    internal void Note(SipEvent told) {
        List<Waiting> answered = null;
        lock (waiting) {
            if (Answers(told, SipOperation.Unregister))
                leaving = false;
            for (int i = waiting.Count - 1; i >= 0; i--) {
                if (!Answers(told, waiting[i].Operation) && !Overtakes(told, waiting[i]))
                    continue;
                answered = answered ?? new List<Waiting>();
                answered.Add(waiting[i]);
                waiting.RemoveAt(i);
            }
        }
        if (answered == null)
            return;
        foreach (Waiting one in answered)
            one.Complete(told);
    }

    static bool Answers(SipEvent told, SipOperation operation) {
        switch (told.Type) {
        case SipEventType.Failed: return told.Operation == operation;
        case SipEventType.Registered: return operation == SipOperation.Register;
        case SipEventType.Unregistered: return operation == SipOperation.Unregister;
        case SipEventType.Bindings: return told.Operation == operation;
        default: return false;
        }
    }

    // It was stopped while somebody waited for the outcome of an attempt, which will not come any more.
    bool Overtakes(SipEvent told, Waiting one) {
        return told.Type == SipEventType.Unregistered && one.Operation == SipOperation.Register && one.StopsBefore < stops;
    }

    // The pump's: events gave way to others, maybe those that somebody waits for. What is under way already is not sent twice by
    // asking once more, and the newest event of a registration never gives way: so this ends.
    internal void AskAgain() {
        Waiting[] all;
        lock (waiting)
            all = waiting.ToArray();
        foreach (Waiting one in all)
            try {
                if (IsOvertaken(one))
                    Settle(one, GetStatus());
                else
                    one.Call(one);
            } catch (Exception e) when (e is InvalidOperationException || e is SipException) {
                if (Remove(one))
                    one.Source.TrySetException(e);
            }
    }

    // To start what was stopped meanwhile, or the other way round, would undo what was asked for last.
    bool IsOvertaken(Waiting one) {
        lock (waiting)
            return one.Operation == SipOperation.Register && one.StopsBefore != stops ||
                   one.Operation == SipOperation.Unregister && one.StartsBefore != starts;
    }

    void Settle(Waiting one, SipEvent status) {
        if (!Remove(one))
            return;
        if (one.Operation == SipOperation.Unregister)
            one.Source.TrySetResult(status);
        else
            one.Source.TrySetException(new SipRegistrationException(status.ToString(), status));
    }

    void FailWaiting() {
        Waiting[] all;
        lock (waiting) {
            all = waiting.ToArray();
            waiting.Clear();
        }
        foreach (Waiting one in all)
            one.Source.TrySetException(new ObjectDisposedException(nameof(SipRegistration)));
    }

    sealed class Waiting {
        internal readonly SipOperation Operation;
        internal readonly Action<Waiting> Call;
        // Else the code that awaits would run on the pump's thread and hold up all events.
        internal readonly TaskCompletionSource<SipEvent> Source =
            new TaskCompletionSource<SipEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        internal int StartsBefore, StopsBefore; // its own call counted in

        internal Waiting(SipOperation operation, Action<Waiting> call) {
            Operation = operation;
            Call = call;
        }

        internal Task<SipEvent> Task {
            get { return Source.Task; }
        }

        internal void Complete(SipEvent told) {
            bool reached = told.Type != SipEventType.Failed && Answers(told, Operation);
            if (reached)
                Source.TrySetResult(told);
            else
                Source.TrySetException(new SipRegistrationException(told.ToString(), told));
        }
    }
}

}
