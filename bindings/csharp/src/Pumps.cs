// SPDX-License-Identifier: LGPL-2.1-or-later
// The threads that wait for events, at the end of the process: Mono waits for them, although they are background threads, and
// they wait in native code, where no abort reaches them.
using System;
using System.Collections.Generic;

namespace SipReg {

internal static class Pumps {
    static readonly HashSet<EndpointHandle> Running = new HashSet<EndpointHandle>();

    static Pumps() {
        AppDomain.CurrentDomain.ProcessExit += (sender, e) => WakeAll();
        AppDomain.CurrentDomain.DomainUnload += (sender, e) => WakeAll();
    }

    internal static void Add(EndpointHandle waiting) {
        lock (Running)
            Running.Add(waiting);
    }

    internal static void Remove(EndpointHandle waiting) {
        lock (Running)
            Running.Remove(waiting);
    }

    static void WakeAll() {
        EndpointHandle[] all;
        lock (Running) {
            all = new EndpointHandle[Running.Count];
            Running.CopyTo(all);
        }
        foreach (EndpointHandle waiting in all)
            try {
                SipregNative.sipreg_endpoint_shutdown(waiting);
            } catch (ObjectDisposedException) {
                // It has just left.
            }
    }
}

}
