// SPDX-License-Identifier: LGPL-2.1-or-later
// Where events come, and what keeps them coming.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg.Conformance {

static class Threads {
    internal static void AddTo(Dictionary<string, Action<Lab>> tests) {
        tests.Add("handlers run where the synchronization context says", Context);
        tests.Add("what was posted before the end is not delivered after it", PostedBefore);
        tests.Add("a reader reads in order and ends", Reader);
        tests.Add("the caller drives", CallerDriven);
        tests.Add("a started endpoint with registrations is not collected", NotCollected);
        tests.Add("a request that nobody hears is answered by default at once", Unheard);
        tests.Add("a request that is let go is answered by default at once", LetGo);
        tests.Add("a failing handler is told of", HandlerFailed);
        tests.Add("suspended and resumed", Suspended);
        tests.Add("the end is told of, whatever was begun", Completions);
        tests.Add("a process ends while an endpoint is idle", ExitIdle);
        tests.Add("a process ends while a worker of the pool lies down", lab => Child.ExpectExitAfterWork());
        tests.Add("a process ends within a handler", lab => Child.Expect("exit_in_handler", 10));
    }

    // As that of a user interface: one thread that does what was posted.
    sealed class Desk : SynchronizationContext {
        internal readonly BlockingCollection<Action> Posts = new BlockingCollection<Action>();

        public override void Post(SendOrPostCallback callback, object state) {
            Posts.Add(() => callback(state));
        }
    }

    static void Context(Lab lab) {
        var desk = new Desk();
        Thread here = Thread.CurrentThread, told = null;
        SipEndpoint endpoint = lab.Endpoint(e => e.SynchronizationContext = desk);
        endpoint.EventReceived += (sender, e) => told = Thread.CurrentThread;
        endpoint.CreateRegistration(lab.Alice()).Start();
        Action post;
        Lab.Expect(desk.Posts.TryTake(out post, TimeSpan.FromSeconds(20)), "something is posted");
        post();
        Lab.Expect(told == here, "the handler runs here");
        Lab.ExpectThrown<SipStateException>(() => endpoint.SynchronizationContext = null, "a change after the start");
    }

    static void PostedBefore(Lab lab) {
        var desk = new Desk();
        int told = 0;
        SipEndpoint endpoint = lab.Endpoint(e => e.SynchronizationContext = desk);
        endpoint.EventReceived += (sender, e) => told++;
        endpoint.CreateRegistration(lab.Alice()).Start();
        Action post;
        Lab.Expect(desk.Posts.TryTake(out post, TimeSpan.FromSeconds(20)), "something is posted");
        endpoint.Dispose();
        post();
        Lab.ExpectEqual(0, told, "events after the end");
    }

    static void Reader(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipEventReader reader = endpoint.CreateReader();
        SipEvent none;
        Lab.Expect(!reader.TryRead(out none) && none == null, "there is nothing yet");
        using (var source = new CancellationTokenSource()) {
            Task<bool> waiting = reader.WaitToReadAsync(source.Token);
            source.Cancel();
            Lab.ExpectThrown<OperationCanceledException>(() => Lab.Await(waiting, "the end"), "the end of waiting");
        }
        SipRegistration registration = endpoint.CreateRegistration(lab.Account(Lab.Open, "reader"));
        registration.Start();
        SipEvent read;
        do
            read = Lab.Await(reader.ReadAsync(), "an event");
        while (read.Type != SipEventType.Registered);
        Lab.Await(registration.UnregisterAsync(), "removed");
        Lab.ExpectEqual(SipEventType.Unregistered, Lab.Await(reader.ReadAsync(), "the next event").Type, "the next event");
        Task<bool> left = reader.WaitToReadAsync();
        Lab.Expect(!left.IsCompleted, "there is no more");
        reader.Dispose();
        Lab.Expect(!Lab.Await(left, "the end"), "who waits is woken");
        Lab.ExpectThrown<ObjectDisposedException>(() => Lab.Await(reader.ReadAsync(), "the end"), "reading on");
    }

    static void CallerDriven(Lab lab) {
        Thread told = null;
        SipEndpoint endpoint = lab.Endpoint(e => e.CallerDriven = true);
        SipRegistration registration = endpoint.CreateRegistration(lab.Alice());
        registration.EventReceived += (sender, e) => {
            told = Thread.CurrentThread;
            Lab.ExpectThrown<SipStateException>(endpoint.Process, "driving within a handler");
        };
        Exception failed = null;
        endpoint.HandlerFailed += (sender, e) => failed = (Exception)e.ExceptionObject;
        Task<SipEvent> registering = registration.RegisterAsync();
        Lab.Expect(endpoint.ProcessDescriptor >= 0, "a descriptor");
        Lab.Until("registered", () => {
            endpoint.Process();
            Lab.Expect(endpoint.NextDeadline == null || endpoint.NextDeadline >= TimeSpan.Zero, "a deadline");
            return registering.IsCompleted;
        });
        Lab.ExpectEqual(SipEventType.Registered, Lab.Await(registering, "registered").Type, "event");
        Lab.Expect(told == Thread.CurrentThread, "handlers run where it is driven");
        Lab.Expect(failed == null, "a handler failed: " + failed);
        endpoint.Dispose();
        Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "it ends");
        Lab.ExpectThrown<SipStateException>(lab.Endpoint().Process, "driving what drives itself");
    }

    static void NotCollected(Lab lab) {
        var told = new BlockingCollection<SipEvent>();
        WeakReference endpoint = Begin(lab, told);
        Lab.Until("events go on without anybody who holds it", () => {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            SipEvent one;
            return told.TryTake(out one, 100) && one.CSeq > 20;
        });
        Lab.Expect(endpoint.IsAlive, "it lives");
        ((SipEndpoint)endpoint.Target).Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference Begin(Lab lab, BlockingCollection<SipEvent> told) {
        var endpoint = new SipEndpoint();
        endpoint.EventReceived += (sender, e) => {
            told.Add(e);
            if (e.Type == SipEventType.Registered)
                e.Registration.Refresh(TimeSpan.FromSeconds(10));
        };
        endpoint.Start();
        endpoint.CreateRegistration(lab.Account(Lab.Open, "held")).Start();
        return new WeakReference(endpoint);
    }

    static string AskForMessage(Lab lab, SipEndpoint endpoint) {
        SipEvent registered = Lab.Await(endpoint.CreateRegistration(lab.Account(Lab.Open, "asked")).RegisterAsync(),
                                        "registered");
        using (UdpClient socket = Traffic.Socket())
            return Traffic.Ask(socket, registered.Contact, "MESSAGE", "hello");
    }

    static void Unheard(Lab lab) {
        DateTime before = DateTime.UtcNow;
        string answer = AskForMessage(lab, lab.Endpoint(e => e.OfferRequests = true));
        Lab.Expect(answer.StartsWith("SIP/2.0 405 ", StringComparison.Ordinal), answer);
        Lab.Expect(DateTime.UtcNow - before < TimeSpan.FromSeconds(8), "it is answered before its time runs out");
    }

    static void LetGo(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint(e => e.OfferRequests = true);
        Exception second = null;
        endpoint.EventReceived += (sender, e) => {
            if (e.Request == null)
                return;
            e.Request.Dispose();
            second = Lab.ExpectThrown<ObjectDisposedException>(() => e.Request.Respond(200), "an answer after it was let go");
        };
        string answer = AskForMessage(lab, endpoint);
        Lab.Expect(answer.StartsWith("SIP/2.0 405 ", StringComparison.Ordinal), answer);
        Lab.Until("the exception", () => second != null);
    }

    static void HandlerFailed(Lab lab) {
        var failures = new BlockingCollection<Exception>();
        SipEndpoint endpoint = lab.Endpoint();
        endpoint.HandlerFailed += (sender, e) => {
            failures.Add((Exception)e.ExceptionObject);
            throw new InvalidOperationException("fails at that, too");
        };
        endpoint.EventReceived += (sender, e) => { throw new InvalidOperationException("on purpose"); };
        Lab.Await(endpoint.CreateRegistration(lab.Alice()).RegisterAsync(), "registered");
        Exception failure;
        Lab.Expect(failures.TryTake(out failure, TimeSpan.FromSeconds(20)), "it is told");
        Lab.ExpectEqual("on purpose", failure.Message, "message");
    }

    static void ExitIdle(Lab lab) {
        for (int round = 0; round < 5; round++) // Mono's threads are not always in the way of its end
            Child.Expect("exit_idle", 10);
    }

    static void Completions(Lab lab) {
        SipEndpoint fresh = lab.NewEndpoint(), idle = lab.Endpoint(), driven = lab.Endpoint(e => e.CallerDriven = true);
        SipEndpoint busy = lab.Endpoint();
        Lab.Await(busy.CreateRegistration(lab.Alice()).RegisterAsync(), "registered");
        foreach (SipEndpoint endpoint in new[] { fresh, idle, driven, busy }) {
            Lab.Expect(!endpoint.Completion.IsCompleted, "it has not ended");
            endpoint.Dispose();
            Lab.Expect(endpoint.Completion.Wait(TimeSpan.FromSeconds(20)), "it ends");
        }
    }

    static void Suspended(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration registration = endpoint.CreateRegistration(lab.Alice());
        endpoint.Suspend();
        Task<SipEvent> registering = registration.RegisterAsync();
        Lab.Expect(!registering.Wait(100), "nothing is sent");
        endpoint.Resume();
        Lab.Await(registering, "registered");
    }
}

}
