// SPDX-License-Identifier: LGPL-2.1-or-later
// To register, and what comes of it.
using System;
using System.Collections.Generic;

namespace SipReg.Conformance {

static class Registering {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("register", Register);
    }

    static void Register(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Alice());
        SipEvent told = story.Next(SipEventType.Registered);
        Lab.ExpectEqual(SipState.Registered, told.State, "state");
        Lab.Expect(told.GrantedExpires >= TimeSpan.FromSeconds(1) && told.GrantedExpires <= TimeSpan.FromHours(1),
                   "granted " + told.GrantedExpires);
        Lab.Expect(told.Contact.StartsWith("sip:alice@", StringComparison.Ordinal), "Contact " + told.Contact);
        Lab.ExpectEqual(200, told.Status, "status");
        Lab.Expect(told.Registration == story.Registration, "whose event it is");
    }
}

}
