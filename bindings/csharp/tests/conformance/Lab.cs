// SPDX-License-Identifier: LGPL-2.1-or-later
// The place that tests/conformance/run makes, and what scenarios do again and again.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg.Conformance {

sealed class Lab : IDisposable {
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    internal static readonly byte[] Password = Encoding.UTF8.GetBytes("wonderland");

    readonly List<IDisposable> things = new List<IDisposable>();

    internal static string Place(string variable) {
        string value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
            throw new Unmet(variable + " is not set: tests/conformance/run does that");
        return value;
    }

    internal static string Open { get { return Place("SIPREG_OPEN"); } }
    internal static string Auth { get { return Place("SIPREG_AUTH"); } }
    internal static string Dead { get { return Place("SIPREG_DEAD"); } }

    internal T Keep<T>(T thing) where T : IDisposable {
        things.Add(thing);
        return thing;
    }

    public void Dispose() {
        for (int i = things.Count - 1; i >= 0; i--)
            things[i].Dispose();
    }

    // An endpoint that is not started, on the loopback.
    internal SipEndpoint NewEndpoint() {
        return Keep(new SipEndpoint());
    }

    internal SipEndpoint Endpoint(Action<SipEndpoint> configure = null) {
        SipEndpoint endpoint = NewEndpoint();
        configure?.Invoke(endpoint);
        endpoint.Start();
        return endpoint;
    }

    internal SipAccount Account(string registrar, string user = "alice") {
        return Keep(new SipAccount("sip:" + user + "@example.com", registrar));
    }

    internal SipAccount Alice(byte[] password = null) {
        SipAccount account = Account(Auth);
        account.SetPassword(password ?? Password);
        return account;
    }

    // A registration and what happens to it.
    internal Story Register(SipEndpoint endpoint, SipAccount account, bool start = true) {
        var story = new Story(endpoint.CreateRegistration(account));
        if (start)
            story.Registration.Start();
        return story;
    }

    internal static void Expect(bool met, string what) {
        if (!met)
            throw new Unmet(what);
    }

    internal static void ExpectEqual<T>(T expected, T found, string what) {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            throw new Unmet(what + ": expected " + expected + ", found " + found);
    }

    internal static T ExpectThrown<T>(Action call, string what) where T : Exception {
        try {
            call();
        } catch (T e) {
            return e;
        } catch (Exception e) {
            throw new Unmet(what + ": expected " + typeof(T).Name + ", found " + e);
        }
        throw new Unmet(what + ": expected " + typeof(T).Name + ", found nothing");
    }

    // Ends what hangs, so that it fails by its own name.
    internal static void Within(double seconds, string what, Action action) {
        Task task = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning,
                                          TaskScheduler.Default);
        if (!task.ContinueWith(done => {}).Wait(TimeSpan.FromSeconds(seconds)))
            throw new Unmet(what + " took more than " + seconds + " s");
        task.GetAwaiter().GetResult();
    }

    internal static T Await<T>(Task<T> task, string what) {
        Await((Task)task, what);
        return task.Result;
    }

    internal static void Await(Task task, string what) {
        if (!task.ContinueWith(done => {}).Wait(Patience))
            throw new Unmet(what + " has not come");
        task.GetAwaiter().GetResult();
    }

    internal static void Until(string what, Func<bool> condition) {
        var clock = Stopwatch.StartNew();
        while (!condition()) {
            if (clock.Elapsed > Patience)
                throw new Unmet(what + " has not come");
            Thread.Sleep(2);
        }
    }
}

// The events of one registration or endpoint, as they come.
sealed class Story {
    readonly List<SipEvent> events = new List<SipEvent>();

    internal Story(SipRegistration registration) {
        Registration = registration;
        registration.EventReceived += (sender, told) => Add(told);
    }

    internal Story(SipEndpoint endpoint) {
        endpoint.EventReceived += (sender, told) => Add(told);
    }

    internal SipRegistration Registration { get; }

    void Add(SipEvent told) {
        lock (events) {
            events.Add(told);
            Monitor.PulseAll(events);
        }
    }

    internal SipEvent[] Events {
        get {
            lock (events)
                return events.ToArray();
        }
    }

    // The first event of the kind, or that after so many.
    internal SipEvent Next(SipEventType type, int earlier = 0) {
        return Next(type.ToString(), told => told.Type == type, earlier);
    }

    internal SipEvent Next(string what, Func<SipEvent, bool> wanted, int earlier = 0) {
        var clock = Stopwatch.StartNew();
        lock (events)
            for (;;) {
                SipEvent found = events.Where(wanted).Skip(earlier).FirstOrDefault();
                if (found != null)
                    return found;
                TimeSpan left = TimeSpan.FromSeconds(20) - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(events, left))
                    throw new Unmet(what + " has not come; there were: " + string.Join("; ", events));
            }
    }
}

}
