// SPDX-License-Identifier: LGPL-2.1-or-later
// What only .NET has: spans, streams, an end that is awaited.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SipReg.Conformance {

static class OnNet {
    internal static void AddTo(Dictionary<string, Action<Lab>> tests) {
#if NET
        tests.Add("events come as a stream", lab => Lab.Await(Stream(lab), "the end"));
        tests.Add("a stream is cancelled", lab => Lab.Await(CancelledStream(lab), "the end"));
        tests.Add("an end is awaited", lab => Lab.Await(Disposed(lab), "the end"));
        tests.Add("secrets are spans", Spans);
#endif
    }

#if NET
    static async Task Stream(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        IAsyncEnumerable<SipEvent> events = endpoint.ReadEventsAsync();
        SipRegistration registration = endpoint.CreateRegistration(lab.Account(Lab.Open, "stream"));
        await registration.RegisterAsync(); // before anybody reads
        var types = new List<SipEventType>();
        await foreach (SipEvent told in events) {
            types.Add(told.Type);
            if (told.Type == SipEventType.Registered)
                registration.Stop();
            if (told.Type == SipEventType.Unregistered)
                endpoint.Dispose();
        }
        Lab.ExpectEqual("Registered Unregistered",
                        string.Join(" ", types.Where(type => type != SipEventType.PublicAddress)), "events, and the end");
    }

    static async Task CancelledStream(Lab lab) {
        using var source = new CancellationTokenSource();
        IAsyncEnumerator<SipEvent> events = lab.Endpoint().ReadEventsAsync(source.Token).GetAsyncEnumerator();
        ValueTask<bool> next = events.MoveNextAsync();
        source.Cancel();
        try {
            await next;
            throw new Unmet("the stream goes on");
        } catch (OperationCanceledException) {
            await events.DisposeAsync();
        }
    }

    static async Task Disposed(Lab lab) {
        Task completion;
        await using (var endpoint = new SipEndpoint()) {
            endpoint.Start();
            await endpoint.CreateRegistration(lab.Account(Lab.Open, "awaited")).RegisterAsync();
            completion = endpoint.Completion;
            Lab.Expect(!completion.IsCompleted, "it works");
        }
        Lab.Expect(completion.IsCompletedSuccessfully, "it has ended");
    }

    static void Spans(Lab lab) {
        SipAccount account = lab.Account(Lab.Auth);
        account.SetPassword("wonderland"u8);
        account.Realm = "example.com";
        account.SetHa1(SipDigestAlgorithm.Md5, "0123456789abcdef0123456789abcdef"u8);
        account.AddWebSocketHeader("Cookie", "session=1"u8);
        SipRegistration registration = lab.Endpoint().CreateRegistration(account);
        Lab.Await(registration.RegisterAsync(), "registered");
        Span<byte> key = stackalloc byte[SipLibrary.SnapshotKeySize];
        byte[] snapshot = registration.Snapshot(key);
        SipEndpoint other = lab.Endpoint();
        other.CreateRegistration(account).Restore(key, snapshot);
        Lab.Expect(registration.Endpoint.Snapshot(key).Length > 0, "a snapshot of all");
        string authorization = "Digest username=\"a\", realm=\"r\", uri=\"/\", nonce=\"n\", response=\"" +
                               new string('0', 32) + "\"";
        Lab.Expect(!SipDigest.Verify(authorization, "GET", "secret"u8), "it is wrong");

        SipAccount asking = lab.Account(Lab.Auth);
        asking.AskCredentials = true;
        Story story = lab.Register(other, asking);
        story.Next(SipEventType.Credentials).Credentials.GivePassword("wonderland"u8);
        story.Next(SipEventType.Registered);
        using var tls = new SipTls();
        var refusal = Lab.ExpectThrown<SipArgumentException>(
            () => tls.SetCertificatePem("no certificate", "no key"u8, default), "PEM");
        Lab.ExpectEqual("certificate", refusal.ParamName, "the argument that is named");
    }
#endif
}

}
