// SPDX-License-Identifier: LGPL-2.1-or-later
// Many registrations on one endpoint, and the order of events.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SipReg.Conformance {

static class Crowds {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("thousand", Thousand);
        scenarios.Add("slow_reader", SlowReader);
        scenarios.Add("event_order", EventOrder);
    }

    const int Many = 1000;

    static SipRegistration[] Crowd(Lab lab, SipEndpoint endpoint, string name) {
        return Enumerable.Range(0, Many).Select(number => {
            using (var account = new SipAccount("sip:" + name + number + "@example.com", Lab.Open))
                return endpoint.CreateRegistration(account);
        }).ToArray();
    }

    static void Thousand(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration[] all = Crowd(lab, endpoint, "crowd");
        int registered = 0, unregistered = 0, failed = 0;
        endpoint.EventReceived += (sender, told) => {
            if (told.Type == SipEventType.Registered)
                Interlocked.Increment(ref registered);
            else if (told.Type == SipEventType.Unregistered)
                Interlocked.Increment(ref unregistered);
            else if (told.Type == SipEventType.Failed)
                Interlocked.Increment(ref failed);
        };
        foreach (SipRegistration registration in all)
            registration.Start();
        Lab.Until("all are registered", () => Volatile.Read(ref registered) >= Many);
        foreach (SipRegistration registration in all)
            Lab.ExpectEqual(SipState.Registered, registration.GetStatus().State, "state of " + registration.Aor);
        Lab.Await(endpoint.StopAsync(), "the end of all");
        Lab.Until("all are removed", () => Volatile.Read(ref unregistered) >= Many);
        Lab.ExpectEqual(Many, registered, "times that registered was told");
        Lab.ExpectEqual(Many, unregistered, "times that unregistered was told");
        Lab.ExpectEqual(0, failed, "failures");
        Lab.Expect(all.All(registration => registration.GetStatus().State == SipState.Idle), "all are idle");
    }

    static void SlowReader(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration[] all = Crowd(lab, endpoint, "slow");
        SipEventReader reader = endpoint.CreateReader();
        var last = new Latest();
        using (var gate = new ManualResetEventSlim()) {
            endpoint.EventReceived += (sender, told) => {
                gate.Wait(); // holds up the thread that takes events
                last.Add(told);
            };
            foreach (SipRegistration registration in all)
                registration.Start();
            Lab.Until("all are registered", () => all.All(one => one.GetStatus().State == SipState.Registered));
            long[] before = all.Select(one => one.GetStatus().CSeq).ToArray();
            foreach (SipRegistration registration in all)
                registration.Refresh(TimeSpan.FromSeconds(30));
            Lab.Until("all are refreshed",
                      () => all.Where((one, i) => one.GetStatus().CSeq == before[i] || IsUnderWay(one)).Count() == 0);
            gate.Set();
            Lab.Until("the last event of each", () => last.IsBeyond(all, before));

            // Nobody has read from the reader: so many events did not fit.
            var read = new Latest();
            SipEvent next;
            while (reader.TryRead(out next))
                read.Add(next);
            Lab.Expect(read.IsBeyond(all, before), "the last event of each is read");
            Lab.Expect(read.Dropped > 0, "an overflow is told");
            Lab.Expect(all.All(one => read.Of(one).State == SipState.Registered), "the last state of each is registered");
        }
    }

    // The latest event of each registration.
    sealed class Latest {
        readonly Dictionary<long, SipEvent> events = new Dictionary<long, SipEvent>();

        internal long Dropped { get; private set; }

        internal void Add(SipEvent told) {
            lock (events) {
                events[told.RegistrationId] = told;
                Dropped += told.Dropped;
            }
        }

        internal SipEvent Of(SipRegistration registration) {
            lock (events)
                return events.ContainsKey(registration.Id) ? events[registration.Id] : null;
        }

        internal bool IsBeyond(SipRegistration[] all, long[] cseqs) {
            return all.Where((one, i) => Of(one) == null || Of(one).CSeq <= cseqs[i]).Count() == 0;
        }
    }

    static bool IsUnderWay(SipRegistration registration) {
        SipAttempt last = registration.Explain().Attempts.Last();
        return last.Took == null;
    }

    static void EventOrder(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Alice());
        story.Next(SipEventType.Registered);
        story.Registration.Stop();
        story.Registration.Start();
        story.Next(SipEventType.Registered, 1);
        string order = string.Join(" ", story.Events.Where(told => told.Type != SipEventType.PublicAddress)
                                            .Select(told => SipLibrary.NameOf(told.Type)));
        Lab.ExpectEqual("registered unregistered registered", order, "order");
    }
}

}
