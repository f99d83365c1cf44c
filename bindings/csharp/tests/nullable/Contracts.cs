// SPDX-License-Identifier: LGPL-2.1-or-later
// What the compiler has to say to a program with nullable contexts: a warning of the kind in each line that names one, none
// elsewhere.
using SipReg;

static class Contracts {
    static int Wrong(SipEvent told, SipAccount account, SipEndpoint endpoint, SipEventReader reader) {
        SipRegistration owner = told.Registration; // CS8600
        SipTls tls = endpoint.Tls; // CS8600
        account.Contact = null; // CS8625
        reader.TryRead(out SipEvent? read);
        return told.Credentials.Realm.Length // CS8602
            + read.Aor.Length; // CS8602
    }

    static int Right(SipEvent told, SipAccount account, SipEndpoint endpoint, SipEventReader reader) {
        account.Tls = null;
        endpoint.NetworkChanged(null, null);
        told.Request?.Respond(200, null, null, null);
        if (reader.TryRead(out SipEvent? read))
            return read.Aor.Length;
        return told.Credentials?.Realm.Length ?? told.Cause.Length;
    }
}
