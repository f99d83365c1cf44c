// SPDX-License-Identifier: LGPL-2.1-or-later
// Ends of all kinds.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg.Conformance {

static class Closing {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("close_pending", ClosePending);
        scenarios.Add("close_in_listener", CloseInListener);
        scenarios.Add("listener_throws", ListenerThrows);
        scenarios.Add("close_under_lock", CloseUnderLock);
        scenarios.Add("three_closers", ThreeClosers);
        scenarios.Add("forgotten", Forgotten);
        scenarios.Add("exit_under_load", lab => Child.Expect("exit_under_load", 10));
    }

    static void ClosePending(Lab lab) {
        using (var mute = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0))) {
            SipEndpoint endpoint = lab.Endpoint();
            Story story = lab.Register(endpoint, lab.Account("sip:127.0.0.1:" + ((IPEndPoint)mute.Client.LocalEndPoint).Port));
            Task<SipEvent> registering = story.Registration.RegisterAsync();
            SipEventReader reader = endpoint.CreateReader();
            Task<SipEvent> reading = reader.ReadAsync();
            IPEndPoint from = null;
            Lab.Within(20, "the request", () => mute.Receive(ref from));
            Lab.Within(1, "closing", endpoint.Dispose);
            Lab.ExpectThrown<ObjectDisposedException>(() => Lab.Await(registering, "the end of the task"), "a task that waits");
            Lab.ExpectThrown<ObjectDisposedException>(() => Lab.Await(reading, "the end of the reader"), "a reader that waits");
            Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "the threads have left");
            Lab.ExpectEqual(0, story.Events.Length, "events");
        }
    }

    static void CloseInListener(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        int told = 0, toldLater = 0;
        endpoint.EventReceived += (sender, e) => {
            Interlocked.Increment(ref told);
            endpoint.Dispose();
        };
        endpoint.EventReceived += (sender, e) => Interlocked.Increment(ref toldLater);
        SipRegistration[] all = Enumerable.Range(0, 20).Select(
            number => endpoint.CreateRegistration(lab.Account(Lab.Open, "closing" + number))).ToArray();
        try {
            foreach (SipRegistration registration in all)
                registration.Start();
        } catch (ObjectDisposedException) {
            // The first was faster than the last.
        }
        Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "it ends");
        Lab.ExpectEqual(1, told, "events of the listener that closed");
        Lab.ExpectEqual(0, toldLater, "events of the next one");
    }

    static void ListenerThrows(Lab lab) {
        int failures = 0;
        SipEndpoint endpoint = lab.Endpoint();
        endpoint.HandlerFailed += (sender, e) => Interlocked.Increment(ref failures);
        endpoint.EventReceived += (sender, e) => { throw new InvalidOperationException("the listener fails"); };
        var story = new Story(endpoint); // comes after the one that fails
        SipRegistration registration = endpoint.CreateRegistration(lab.Alice());
        registration.EventReceived += (sender, e) => { throw new InvalidOperationException("so does this one"); };
        registration.Start();
        story.Next(SipEventType.Registered);
        registration.Refresh(TimeSpan.FromSeconds(10));
        story.Next(SipEventType.Registered, 1);
        registration.Stop();
        story.Next(SipEventType.Unregistered);
        Lab.ExpectEqual(2 * story.Events.Length, failures, "failures told");
    }

    static void CloseUnderLock(Lab lab) {
        var wanted = new object();
        var within = new ManualResetEventSlim();
        SipEndpoint endpoint = lab.Endpoint();
        endpoint.EventReceived += (sender, e) => {
            within.Set();
            lock (wanted) {}
        };
        SipRegistration registration = endpoint.CreateRegistration(lab.Alice());
        Lab.Within(20, "closing under a lock", () => {
            lock (wanted) {
                registration.Start();
                within.Wait();
                endpoint.Dispose();
            }
        });
        Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "it ends");
    }

    static void ThreeClosers(Lab lab) {
        SipAccount account = lab.Alice();
        for (int round = 0; round < 50; round++) {
            var endpoint = new SipEndpoint();
            endpoint.Start();
            SipRegistration registration = endpoint.CreateRegistration(account);
            registration.Start();
            using (var barrier = new Barrier(4)) {
                Task[] closers = Enumerable.Range(0, 3).Select(number => Task.Factory.StartNew(() => {
                    barrier.SignalAndWait();
                    endpoint.Dispose();
                }, TaskCreationOptions.LongRunning)).ToArray();
                barrier.SignalAndWait();
                try {
                    registration.Query();
                } catch (ObjectDisposedException) {
                    // As it should, if they were faster.
                }
                Task.WaitAll(closers);
            }
            Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "it ends");
        }
    }

    static void Forgotten(Lab lab) {
        int before = Descriptors(), most = 0;
        for (int round = 0; round < 10; round++) {
            Forget(50);
            most = Math.Max(most, Descriptors());
            // Threads that end give back what they held a little later.
            Lab.Until("what was forgotten is collected", () => {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Descriptors() <= before + 20;
            });
        }
        Lab.Expect(most > before, "endpoints have descriptors");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Forget(int count) {
        for (int number = 0; number < count; number++) {
            var endpoint = new SipEndpoint();
            endpoint.EventReceived += (sender, e) => {};
            if (number % 2 == 0)
                endpoint.Start();
        }
    }

    static int Descriptors() {
        return Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }
}

}
