// SPDX-License-Identifier: LGPL-2.1-or-later
// What bench/binding.c does, in C#. Arguments: CALLS EVENTS
using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using SipReg;

static class Bench {
    const int Batch = 1000;

    static readonly object gate = new object();
    static long received;
    static long sum;
    static SipRegistration registration;

    static void Tell(string name, TimeSpan time, long count) {
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0} {1:F1}", name, time.Ticks * 100.0 / count));
    }

    static void MeasureCall(string name, int calls, Func<long> call) {
        for (int i = 0; i < calls / 10; ++i)
            sum += call();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < calls; ++i)
            sum += call();
        Tell(name, watch.Elapsed, calls);
    }

    static long AskStatus() {
        var status = registration.GetStatus();
        return (long)status.State + status.CallId.Length;
    }

    static void Receive(object sender, SipEvent e) {
        sum += (long)e.Type + (long)e.State + e.CallId.Length;
        lock (gate) {
            if (++received % Batch == 0)
                Monitor.Pulse(gate);
        }
    }

    static void MakeBatch() {
        long wanted;
        lock (gate)
            wanted = received + Batch;
        for (int i = 0; i < Batch; ++i)
            registration.Stop();
        lock (gate) {
            while (received < wanted)
                Monitor.Wait(gate);
        }
    }

    static TimeSpan CpuTime() {
        using (var process = Process.GetCurrentProcess())
            return process.TotalProcessorTime;
    }

    static void MeasureEvents(int batches) {
        for (int i = 0; i < batches / 10 + 1; ++i)
            MakeBatch();
        var cpu = CpuTime();
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < batches; ++i)
            MakeBatch();
        Tell("event", watch.Elapsed, (long)batches * Batch);
        Tell("event_cpu", CpuTime() - cpu, (long)batches * Batch);
    }

    static void Main(string[] arguments) {
        int calls = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        int batches = int.Parse(arguments[1], CultureInfo.InvariantCulture) / Batch;
        using (var endpoint = new SipEndpoint())
        using (var account = new SipAccount { Aor = "sip:alice@example.com", Registrar = "sip:127.0.0.1:9" }) {
            endpoint.EventReceived += Receive;
            endpoint.Start();
            registration = endpoint.CreateRegistration(account);
            MeasureCall("version", calls, () => SipLibrary.Version.Length);
            MeasureCall("status", calls, AskStatus);
            MeasureEvents(batches);
        }
    }
}
