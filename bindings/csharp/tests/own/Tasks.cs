// SPDX-License-Identifier: LGPL-2.1-or-later
// Calls as tasks.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg.Conformance {

static class Tasks {
    internal static void AddTo(Dictionary<string, Action<Lab>> tests) {
        tests.Add("tasks complete with the event that answers", Answers);
        tests.Add("a task tells of the start that it asked for", TellsOfTheStart);
        tests.Add("a task tells why it failed", Fails);
        tests.Add("a task is cancelled, and the registration goes on", Cancelled);
        tests.Add("a task that was cancelled before asks for nothing", CancelledBefore);
        tests.Add("a task ends when the registration is stopped meanwhile", Overtaken);
        tests.Add("a task ends when the registration is abandoned", Abandoned);
        tests.Add("code that awaits does not hold up events", Continuation);
        tests.Add("all are stopped together", StopAll);
        tests.Add("a task survives an overflow", Overflow);
        tests.Add("an overflow undoes nothing", OverflowAfterwards);
    }

    static void Answers(Lab lab) {
        SipRegistration registration = lab.Endpoint().CreateRegistration(lab.Alice());
        SipEvent told = Lab.Await(registration.UnregisterAsync(), "the end of what has not begun");
        Lab.ExpectEqual(SipEventType.Unregistered, told.Type, "without a binding");
        told = Lab.Await(registration.RegisterAsync(), "registered");
        Lab.ExpectEqual(SipEventType.Registered, told.Type, "first");
        told = Lab.Await(registration.RegisterAsync(), "registered again");
        Lab.ExpectEqual(SipEventType.Status, told.Type, "registered already");
        Lab.ExpectEqual(SipState.Registered, told.State, "state then");
        SipEvent refreshed = Lab.Await(registration.RefreshAsync(TimeSpan.FromSeconds(10)), "refreshed");
        Lab.Expect(refreshed.CSeq > told.CSeq, "a refresh is a message");
        Lab.ExpectEqual(1, Lab.Await(registration.QueryAsync(), "bindings").Count(binding => binding.IsOwn), "own bindings");
        Lab.Await(registration.RemoveBindingAsync("sip:nobody@127.0.0.1:50990"), "the removal of none");
        Lab.ExpectEqual(SipState.Idle, Lab.Await(registration.UnregisterAsync(), "removed").State, "state in the end");
        told = Lab.Await(registration.RegisterOnceAsync(), "registered once");
        Lab.Expect(told.NextAttempt == null, "it is not refreshed");
        Lab.ExpectEqual(0, Lab.Await(registration.RemoveAllAsync(), "all removed").Count, "bindings left");
        Lab.ExpectThrown<SipArgumentException>(() => registration.RemoveBindingAsync("nonsense"), "no URI");
        Lab.ExpectThrown<SipArgumentException>(() => registration.RefreshAsync(TimeSpan.Zero), "no time");
        Lab.ExpectThrown<SipStateException>(() => lab.NewEndpoint().CreateRegistration(lab.Alice()).RegisterAsync(), "too early");
    }

    // Among many threads one is held up now and then in the midst of the call, until all is over.
    static void TellsOfTheStart(Lab lab) {
        const int crowd = 16, rounds = 20;
        SipEndpoint endpoint = lab.Endpoint();
        var others = new ConcurrentBag<SipEventType>();
        var threads = Enumerable.Range(0, crowd).Select(number => new Thread(() => {
            for (int round = 0; round < rounds; round++)
                using (var account = new SipAccount("sip:start" + number + "@example.com", Lab.Open))
                using (SipRegistration registration = endpoint.CreateRegistration(account)) {
                    SipEventType told = registration.RegisterAsync().Result.Type;
                    if (told != SipEventType.Registered)
                        others.Add(told);
                }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Lab.ExpectEqual(0, others.Count, "tasks that told of something else");
    }

    static void Fails(Lab lab) {
        SipRegistration registration = lab.Endpoint().CreateRegistration(lab.Alice(Encoding.UTF8.GetBytes("wrong")));
        var failure = Lab.ExpectThrown<SipRegistrationException>(() => Lab.Await(registration.RegisterAsync(), "the end"),
                                                                 "failure");
        Lab.ExpectEqual(SipFailure.Credentials, failure.Failure, "class");
        Lab.ExpectEqual(SipEventType.Failed, failure.Event.Type, "event");
        Lab.Expect(failure.Message.StartsWith("failed sip:alice@example.com: credentials, ", StringComparison.Ordinal),
                   failure.Message);
    }

    static void Cancelled(Lab lab) {
        SipRegistration registration = lab.Endpoint().CreateRegistration(lab.Account(Lab.Place("SIPREG_MUTE")));
        using (var source = new CancellationTokenSource()) {
            Task<SipEvent> task = registration.RegisterAsync(source.Token);
            source.Cancel();
            var end = Lab.ExpectThrown<OperationCanceledException>(() => Lab.Await(task, "the end"), "the end");
            Lab.ExpectEqual(source.Token, end.CancellationToken, "whose token it was");
            Lab.Expect(task.IsCanceled, "the task is cancelled");
        }
        // The endpoint's thread begins it in its own time.
        Lab.Until("it is under way", () => registration.GetStatus().State == SipState.Registering);
    }

    static void CancelledBefore(Lab lab) {
        SipRegistration registration = lab.Endpoint().CreateRegistration(lab.Alice());
        Lab.Expect(registration.RegisterAsync(new CancellationToken(true)).IsCanceled, "it is cancelled at once");
        Lab.ExpectEqual(SipState.Idle, registration.GetStatus().State, "state");
    }

    static void Overtaken(Lab lab) {
        SipAccount account = lab.Account(Lab.Auth);
        account.AskCredentials = true;
        Story story = lab.Register(lab.Endpoint(), account, false);
        Task<SipEvent> task = story.Registration.RegisterAsync();
        story.Next(SipEventType.Credentials);
        story.Registration.Stop(); // nobody answers any more
        Lab.ExpectThrown<SipRegistrationException>(() => Lab.Await(task, "the end"), "the end");
    }

    static void Abandoned(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration registration = endpoint.CreateRegistration(lab.Account(Lab.Place("SIPREG_MUTE")));
        Task<SipEvent> task = registration.RegisterAsync();
        registration.Dispose();
        Lab.ExpectThrown<ObjectDisposedException>(() => Lab.Await(task, "the end"), "the end");
        Lab.ExpectEqual(0, endpoint.Registrations.Count, "registrations left");
    }

    static void Continuation(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipAccount account = lab.Account(Lab.Auth);
        account.AskCredentials = true;
        var story = new Story(endpoint.CreateRegistration(account));
        string told = null;
        endpoint.EventReceived += (sender, e) => told = Thread.CurrentThread.Name;
        Task<string> awaiting = Lines(story.Registration);
        story.Next(SipEventType.Credentials).Credentials.GivePassword(Lab.Password); // not before somebody awaits
        Lab.Expect(Lab.Await(awaiting, "the code that awaits") != "sipreg-events", "it runs on another thread");
        Lab.ExpectEqual("sipreg-events", told, "the thread of handlers");
    }

    static async Task<string> Lines(SipRegistration registration) {
        await registration.RegisterAsync().ConfigureAwait(false);
        string after = Thread.CurrentThread.Name;
        // Were it the thread of the events, this would wait for itself.
        registration.QueryAsync().Wait(TimeSpan.FromSeconds(5));
        return after;
    }

    static void StopAll(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint(e => e.AttemptDeadline = TimeSpan.FromMilliseconds(300));
        for (int number = 0; number < 5; number++)
            Lab.Await(endpoint.CreateRegistration(lab.Account(Lab.Open, "stop" + number)).RegisterAsync(), "registered");
        endpoint.CreateRegistration(lab.Account(Lab.Dead)).Start();
        endpoint.CreateRegistration(lab.Account(Lab.Open, "never"));
        Lab.Await(endpoint.StopAsync(), "the end");
        Lab.Expect(endpoint.Registrations.All(one => one.GetStatus().State == SipState.Idle), "all are idle");
        // What cannot be removed is waited for no longer than the token says.
        endpoint.CreateRegistration(lab.Account(Lab.Place("SIPREG_MUTE"))).Start();
        using (var source = new CancellationTokenSource(10))
            Lab.Await(endpoint.StopAsync(source.Token), "the end of waiting");
    }

    // The answer that a task waits for gives way in the full queue.
    static void Overflow(Lab lab) {
        Flood(lab, registration => {
            Task<IReadOnlyList<SipBinding>> query = registration.QueryAsync();
            Lab.Until("it is answered", () => registration.Explain().Attempts.Any(
                one => one.Operation == SipOperation.Query && one.Took != null));
            registration.Stop(); // whose event takes the place of the answer
            return query;
        });
    }

    // A task that waits for the end of what was started again afterwards, and the other way round.
    static void OverflowAfterwards(Lab lab) {
        SipRegistration started = Flood(lab, registration => {
            Task<SipEvent> end = registration.UnregisterAsync();
            registration.Start();
            Lab.Until("it is registered", () => registration.GetStatus().State == SipState.Registered);
            return end;
        });
        Lab.Await(started.QueryAsync(), "what is done after all of that");
        Lab.ExpectEqual(SipState.Registered, started.GetStatus().State, "state of what was started last");
    }

    // Fills the queue of events, lets something be asked, and waits until it is answered.
    static SipRegistration Flood(Lab lab, Func<SipRegistration, Task> ask) {
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration registration = endpoint.CreateRegistration(lab.Account(Lab.Open, "overflow"));
        var all = new Story(endpoint);
        using (var held = new ManualResetEventSlim())
        using (var gate = new ManualResetEventSlim()) {
            endpoint.EventReceived += (sender, e) => {
                held.Set();
                gate.Wait();
            };
            registration.Stop();
            held.Wait();
            for (int count = 0; count < 5000; count++)
                registration.Stop(); // an event each, without a message
            Task asked = ask(registration);
            gate.Set();
            Lab.Expect(all.Next(SipEventType.Overflow).Dropped > 0, "an overflow is told");
            Lab.Await(asked, "the answer");
        }
        return registration;
    }
}

}
