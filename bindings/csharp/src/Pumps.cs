// SPDX-License-Identifier: LGPL-2.1-or-later
// The threads that wait for events, at the end of the process: Mono waits for them, although they are background threads, and
// they wait in native code, where no abort reaches them. It waits for the pool's workers, too, that tasks have kept busy.
using System;
using System.Threading;

namespace SipReg {

internal static class Pumps {
    static readonly bool OnMono = Type.GetType("Mono.Runtime") != null;
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    const int MostMoments = 5;

    // Replaced as a whole: Mono may stand still for ever if threads contend for a lock when it ends.
    static EndpointHandle[] running = new EndpointHandle[0];

    static Pumps() {
        AppDomain.CurrentDomain.ProcessExit += (sender, e) => End();
        AppDomain.CurrentDomain.DomainUnload += (sender, e) => End();
    }

    internal static void Add(EndpointHandle waiting) {
        Change(all => {
            var more = new EndpointHandle[all.Length + 1];
            all.CopyTo(more, 0);
            more[all.Length] = waiting;
            return more;
        });
    }

    internal static void Remove(EndpointHandle waiting) {
        Change(all => Array.FindAll(all, one => one != waiting));
    }

    static void Change(Func<EndpointHandle[], EndpointHandle[]> change) {
        EndpointHandle[] seen;
        do
            seen = Volatile.Read(ref running);
        while (Interlocked.CompareExchange(ref running, change(seen), seen) != seen);
    }

    static void End() {
        foreach (EndpointHandle waiting in Volatile.Read(ref running))
            try {
                SipregNative.sipreg_endpoint_shutdown(waiting);
            } catch (ObjectDisposedException) {
                // It has just left.
            }
        if (OnMono)
            LetWorkersLieDown();
    }

    // One that lies down just when Mono ends is not woken by that, and Mono waits for it for up to a minute (mono/mono#9000).
    static void LetWorkersLieDown() {
        int most, free, ports;
        ThreadPool.GetMaxThreads(out most, out ports);
        for (int moments = 0; moments < MostMoments; moments++) {
            ThreadPool.GetAvailableThreads(out free, out ports);
            Thread.Sleep(Moment); // it counts as free a little before
            if (free == most)
                return;
        }
    }
}

}
