// SPDX-License-Identifier: LGPL-2.1-or-later
// The bindings that a registrar holds.
using System;
using System.Collections.Generic;
using System.Linq;

namespace SipReg.Conformance {

static class Bindings {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("query_bindings", Query);
        scenarios.Add("remove_binding", RemoveBinding);
        scenarios.Add("remove_all", RemoveAll);
        scenarios.Add("update_account", Update);
    }

    const string OtherContact = "sip:alice@127.0.0.1:50999";

    static SipAccount With(Lab lab, string user, string contact) {
        SipAccount account = lab.Account(Lab.Open, user);
        if (contact != null)
            account.Contact = contact;
        return account;
    }

    // Two of one address-of-record, nobody else's.
    static Story[] Pair(Lab lab, string user) {
        SipEndpoint endpoint = lab.Endpoint();
        var stories = new[] {
            lab.Register(endpoint, With(lab, user, null)), lab.Register(endpoint, With(lab, user, OtherContact))
        };
        foreach (Story story in stories)
            story.Next(SipEventType.Registered);
        return stories;
    }

    static void Query(Lab lab) {
        Story[] pair = Pair(lab, "query");
        pair[0].Registration.Query();
        SipEvent told = pair[0].Next(SipEventType.Bindings);
        Lab.ExpectEqual(2, told.Bindings.Count, "bindings");
        Lab.ExpectEqual(1, told.Bindings.Count(binding => binding.IsOwn), "own bindings");
        Lab.Expect(told.Bindings.All(binding => binding.Expires > TimeSpan.Zero), "they have a time left");
        Lab.Expect(told.Bindings.Any(binding => binding.Uri == OtherContact && !binding.IsOwn), "the other's");
    }

    static void RemoveBinding(Lab lab) {
        Story[] pair = Pair(lab, "remove");
        pair[0].Registration.RemoveBinding(OtherContact);
        SipEvent told = pair[0].Next(SipEventType.Bindings);
        Lab.ExpectEqual(SipOperation.RemoveBinding, told.Operation, "operation");
        Lab.ExpectEqual(1, told.Bindings.Count, "bindings");
        Lab.Expect(told.Bindings[0].IsOwn, "our own is left");
    }

    static void RemoveAll(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        Story story = lab.Register(endpoint, With(lab, "all", null), false);
        story.Registration.RegisterOnce(); // not kept
        story.Next(SipEventType.Registered);
        Story other = lab.Register(endpoint, With(lab, "all", OtherContact));
        other.Next(SipEventType.Registered);
        other.Registration.Dispose(); // abandoned: its binding stays
        story.Registration.RemoveAll();
        Lab.ExpectEqual(0, story.Next(SipEventType.Bindings).Bindings.Count, "bindings");
        story.Next(SipEventType.Unregistered);
    }

    static void Update(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), With(lab, "update", "sip:update@127.0.0.1:50998"));
        story.Next(SipEventType.Registered);
        story.Registration.Update(With(lab, "update", OtherContact));
        story.Next(SipEventType.Registered, 1);
        story.Registration.Query();
        SipEvent told = story.Next(SipEventType.Bindings);
        Lab.ExpectEqual(1, told.Bindings.Count, "bindings");
        Lab.ExpectEqual(OtherContact, told.Bindings[0].Uri, "Contact");
    }
}

}
