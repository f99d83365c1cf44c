// SPDX-License-Identifier: LGPL-2.1-or-later
// To register, and what comes of it.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace SipReg.Conformance {

static class Registering {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("register", Register);
        scenarios.Add("refresh", Refresh);
        scenarios.Add("unregister", Unregister);
        scenarios.Add("wrong_password", WrongPassword);
        scenarios.Add("unreachable", Unreachable);
        scenarios.Add("tls_wrong_name", TlsWrongName);
        scenarios.Add("async_credentials", AsyncCredentials);
        scenarios.Add("snapshot_resume", SnapshotResume);
        scenarios.Add("explain", Explain);
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

    static void Refresh(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Alice());
        SipEvent first = story.Next(SipEventType.Registered);
        story.Registration.Refresh(TimeSpan.FromSeconds(10));
        SipEvent second = story.Next(SipEventType.Registered, 1);
        Lab.Expect(second.CSeq > first.CSeq, "CSeq " + second.CSeq + " after " + first.CSeq);
        Lab.ExpectEqual(first.CallId, second.CallId, "Call-ID");
    }

    static void Unregister(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Alice());
        story.Next(SipEventType.Registered);
        story.Registration.Stop();
        Lab.ExpectEqual(SipState.Idle, story.Next(SipEventType.Unregistered).State, "state");
    }

    static Story Refused(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Alice(Encoding.UTF8.GetBytes("looking-glass")));
        SipEvent told = story.Next(SipEventType.Failed);
        Lab.ExpectEqual(SipFailure.Credentials, told.Failure, "failure");
        Lab.Expect(!told.WillRetry, "it is not tried again");
        Lab.ExpectEqual(401, told.Status, "status");
        return story;
    }

    static void WrongPassword(Lab lab) {
        SipExplanation explanation = Refused(lab).Registration.Explain();
        int requests = explanation.Attempts.Sum(attempt => attempt.Requests.Count);
        Lab.Expect(requests >= 1 && requests <= 3, requests + " requests");
    }

    static void Explain(Lab lab) {
        SipExplanation explanation = Refused(lab).Registration.Explain();
        Lab.ExpectEqual(1, explanation.Attempts.Count, "attempts");
        SipAttempt attempt = explanation.Attempts[0];
        Lab.ExpectEqual(SipOperation.Register, attempt.Operation, "operation");
        Lab.ExpectEqual(SipFailure.Credentials, attempt.Failure, "failure");
        Lab.Expect(attempt.Rule.Length > 0 && attempt.Why.Length > 0, "the rule is told");
        Lab.Expect(attempt.Requests.Any(request => request.Asked.Any(asked => asked.Realm == "example.com")),
                   "the realm is told");
        Json.Parse(explanation.Json);
    }

    static void Unreachable(Lab lab) {
        Story story = lab.Register(lab.Endpoint(), lab.Account(Lab.Dead));
        SipEvent told = story.Next(SipEventType.Failed);
        Lab.ExpectEqual(SipFailure.Transport, told.Failure, "failure");
        Lab.Expect(told.WillRetry && told.NextAttempt > TimeSpan.Zero, "it is tried again");
        string target = Lab.Dead.Substring("sip:".Length).Split(';')[0];
        Lab.Expect(told.Cause.Contains(target), "the cause names the target: " + told.Cause);
    }

    static void TlsWrongName(Lab lab) {
        SipAccount account = lab.Account(Lab.Place("SIPREG_WRONG"));
        var tls = lab.Keep(new SipTls());
        tls.AddCaFile(Lab.Place("SIPREG_CA"));
        account.Tls = tls;
        Story story = lab.Register(lab.Endpoint(), account);
        SipEvent told = story.Next(SipEventType.Failed);
        Lab.ExpectEqual(SipFailure.Tls, told.Failure, "failure");
        Lab.ExpectEqual(SipTlsFault.WrongName, told.TlsFault, "fault");
        Lab.Expect(told.State != SipState.Registered && told.GrantedExpires == TimeSpan.Zero, "nothing was registered");
        Lab.Expect(story.Events.All(other => other.Type != SipEventType.Registered), "nothing was registered");
    }

    static void AsyncCredentials(Lab lab) {
        SipAccount account = lab.Account(Lab.Auth);
        account.AskCredentials = true;
        Story story = lab.Register(lab.Endpoint(), account);
        SipCredentialRequest wanted = story.Next(SipEventType.Credentials).Credentials;
        Lab.ExpectEqual("example.com", wanted.Realm, "realm");
        Lab.ExpectEqual("digest", wanted.Scheme, "scheme");
        Task.Run(() => wanted.GivePassword(Lab.Password));
        story.Next(SipEventType.Registered);
    }

    static void SnapshotResume(Lab lab) {
        byte[] key = Enumerable.Range(1, SipLibrary.SnapshotKeySize).Select(number => (byte)number).ToArray();
        SipEndpoint first = lab.Endpoint();
        Story before = lab.Register(first, lab.Alice());
        SipEvent registered = before.Next(SipEventType.Registered);
        byte[] snapshot = before.Registration.Snapshot(key);
        first.Dispose();

        Story after = lab.Register(lab.Endpoint(), lab.Alice(), false);
        ExpectRefused(after.Registration, key.Reverse().ToArray(), snapshot, SipError.SnapshotTampered);
        ExpectRefused(after.Registration, key, snapshot.Take(snapshot.Length / 2).ToArray(), SipError.SnapshotTruncated);
        after.Registration.Restore(key, snapshot);
        after.Registration.Start();
        SipEvent again = after.Next(SipEventType.Registered);
        Lab.ExpectEqual(registered.CallId, again.CallId, "Call-ID");
        Lab.Expect(again.CSeq > registered.CSeq, "CSeq " + again.CSeq + " after " + registered.CSeq);
    }

    static void ExpectRefused(SipRegistration registration, byte[] key, byte[] snapshot, SipError error) {
        var refusal = Lab.ExpectThrown<SipSnapshotException>(() => registration.Restore(key, snapshot), "a bad snapshot");
        Lab.ExpectEqual(error, refusal.Error, "error");
    }
}

}
