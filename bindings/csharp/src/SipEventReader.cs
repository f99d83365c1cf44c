// SPDX-License-Identifier: LGPL-2.1-or-later
// Events for who asks for them: a queue of its own, as bounded as the library's.
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg {

/// <summary>
/// Gets each event of an endpoint since it was made, in order. It ends with the endpoint or by <see cref="Dispose"/>: then
/// nothing more is read.
/// </summary>
/// <remarks>
/// Any thread, several at once: each event is read once. Who reads too slowly holds nobody up: above 1024 events an older one
/// of a registration gives way to a newer one of the same, and <see cref="SipEventType.Overflow"/> tells how many did.
/// </remarks>
public sealed partial class SipEventReader : IDisposable {
    const int Limit = 1024;

    readonly SipEndpoint endpoint;
    readonly LinkedList<SipEvent> queue = new LinkedList<SipEvent>();
    readonly Dictionary<long, LinkedListNode<SipEvent>> newest = new Dictionary<long, LinkedListNode<SipEvent>>();
    // Completed with true when there is something to read, with false at the end; then a new one takes its place.
    TaskCompletionSource<bool> arrival = NewArrival();
    long dropped;
    bool ended;

    internal SipEventReader(SipEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    static TaskCompletionSource<bool> NewArrival() {
        return new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal void Add(SipEvent added) {
        lock (queue) {
            if (ended)
                return;
            if (added.RegistrationId != 0)
                AddOfRegistration(added);
            else if (added.Type == SipEventType.Overflow)
                dropped += added.Dropped;
            else if (queue.Count < Limit)
                queue.AddLast(added);
            else
                dropped++; // a request, which the library answers when its time has run out
            arrival.TrySetResult(true);
        }
    }

    // What is kept is bounded by the limit and one event per registration.
    void AddOfRegistration(SipEvent added) {
        LinkedListNode<SipEvent> older;
        if (queue.Count >= Limit && newest.TryGetValue(added.RegistrationId, out older)) {
            queue.Remove(older);
            dropped++;
        }
        newest[added.RegistrationId] = queue.AddLast(added);
    }

    /// <summary>Takes the next event if there is one; does not wait.</summary>
    /// <param name="read">The event.</param>
    /// <returns>False if there is none now, or no more.</returns>
    public bool TryRead([MaybeNullWhen(false)] out SipEvent read) {
        lock (queue) {
            read = Take();
            if (queue.Count == 0 && dropped == 0 && !ended && arrival.Task.IsCompleted)
                arrival = NewArrival();
            return read != null;
        }
    }

    SipEvent Take() {
        if (dropped > 0) {
            var overflow = new SipEvent(dropped);
            dropped = 0;
            return overflow;
        }
        if (queue.Count == 0)
            return null;
        LinkedListNode<SipEvent> first = queue.First;
        queue.RemoveFirst();
        LinkedListNode<SipEvent> last;
        if (newest.TryGetValue(first.Value.RegistrationId, out last) && last == first)
            newest.Remove(first.Value.RegistrationId);
        return first.Value;
    }

    /// <summary>Waits until there is something to read.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the endpoint or the reader was disposed.</returns>
    public Task<bool> WaitToReadAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        Task<bool> arrived;
        lock (queue)
            arrived = arrival.Task;
        if (arrived.IsCompleted || !cancellationToken.CanBeCanceled)
            return arrived;
        return Cancellable.Wait(arrived, cancellationToken);
    }

    /// <summary>Waits for the next event and takes it.</summary>
    /// <param name="cancellationToken">Ends the waiting; no event is lost by it.</param>
    /// <exception cref="ObjectDisposedException">The endpoint or the reader was disposed.</exception>
    public async Task<SipEvent> ReadAsync(CancellationToken cancellationToken = default(CancellationToken)) {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false)) {
            SipEvent read;
            if (TryRead(out read))
                return read;
        }
        throw new ObjectDisposedException(nameof(SipEventReader));
    }

    internal void End() {
        lock (queue) {
            ended = true;
            queue.Clear();
            newest.Clear();
            dropped = 0;
            if (arrival.Task.IsCompleted)
                arrival = NewArrival();
            arrival.TrySetResult(false);
        }
    }

    /// <summary>Ends the reader; whoever waits is woken.</summary>
    public void Dispose() {
        endpoint.Forget(this);
        End();
    }
}

}
