// SPDX-License-Identifier: LGPL-2.1-or-later
// What may be said to the library, and what may not.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SipReg.Conformance {

static class Arguments {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("text_beyond_bmp", TextBeyondBmp);
        scenarios.Add("text_with_nul", TextWithNul);
        scenarios.Add("unknown_number", lab => Child.ExpectUnknownNumber());
        scenarios.Add("null_arguments", NullArguments);
        scenarios.Add("use_after_close", UseAfterClose);
        scenarios.Add("refused_setter", RefusedSetter);
    }

    static void TextBeyondBmp(Lab lab) {
        const string user = "\U0001D49Clice", name = "\U0001D49Clice im Wunderland \U0001F600";
        var trace = new List<SipTraceEventArgs>();
        SipEndpoint endpoint = lab.NewEndpoint();
        endpoint.TraceMessages = true;
        endpoint.TraceReceived += (sender, e) => trace.Add(e);
        endpoint.Start();
        SipAccount account = lab.Account(Lab.Auth, Uri.EscapeDataString(user));
        account.DisplayName = name;
        account.AuthUsername = user;
        account.SetPassword(Encoding.UTF8.GetBytes("пароль€\U0001F600"));
        Lab.ExpectEqual(name, account.DisplayName, "display name");
        Story story = lab.Register(endpoint, account);
        SipEvent told = story.Next(SipEventType.Registered);
        Lab.ExpectEqual(account.Aor, told.Aor, "address-of-record");
        // Traces come before the events that they led to, on one thread.
        Lab.Expect(trace.Any(e => e.IsSent && e.Message.Contains("\"" + name + "\"")), "the display name is sent");
        Lab.Expect(trace.Any(e => !e.IsSent && e.Message.Contains("\"" + name + "\"")), "and comes back");
    }

    static void TextWithNul(Lab lab) {
        SipAccount account = lab.Alice();
        ExpectNul("DisplayName", () => account.DisplayName = "Ali\0ce");
        ExpectNul("Aor", () => account.Aor = "sip:alice@example.com\0");
        ExpectNul("password", () => account.SetPassword(new byte[] { 1, 0, 2 }));
        ExpectNul("value", () => account.AddHeader("X-Site", "\0"));
        ExpectNul("address", () => lab.NewEndpoint().AddNameserver("127.0.0.1\0"));
        ExpectNul("path", () => lab.Keep(new SipTls()).AddCaFile("/dev/null\0"));
        Lab.ExpectEqual("", account.DisplayName, "display name after all that");
        Lab.ExpectEqual("sip:alice@example.com", account.Aor, "address-of-record after all that");
    }

    static void ExpectNul(string argument, Action call) {
        var refusal = Lab.ExpectThrown<SipArgumentException>(call, argument);
        Lab.ExpectEqual(argument, refusal.ParamName, "the argument that is named");
        Lab.Expect(refusal.Problem.Contains("NUL"), "the message: " + refusal.Problem);
    }

    static void NullArguments(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint();
        SipAccount account = lab.Alice();
        SipRegistration registration = endpoint.CreateRegistration(account);
        SipTls tls = lab.Keep(new SipTls());
        var key = new byte[SipLibrary.SnapshotKeySize];
        ExpectNull("Aor", () => new SipAccount(null, Lab.Open));
        ExpectNull("Registrar", () => new SipAccount("sip:alice@example.com", null));
        ExpectNull("Contact", () => account.Contact = null);
        ExpectNull("UserAgent", () => account.UserAgent = null);
        ExpectNull("password", () => account.SetPassword(null));
        ExpectNull("hex", () => account.SetHa1(SipDigestAlgorithm.Md5, null));
        ExpectNull("name", () => account.AddHeader(null, "x"));
        ExpectNull("value", () => account.AddHeader("X-Site", null));
        ExpectNull("value", () => account.AddWebSocketHeader("Cookie", null));
        ExpectNull("uri", () => account.AddContact(null));
        ExpectNull("provider", () => account.SetPush(null, "", ""));
        ExpectNull("account", () => endpoint.CreateRegistration(null));
        ExpectNull("account", () => registration.Update(null));
        ExpectNull("uri", () => registration.RemoveBinding(null));
        ExpectNull("key", () => registration.Snapshot(null));
        ExpectNull("snapshot", () => registration.Restore(key, null));
        ExpectNull("snapshot", () => endpoint.Restore(key, null));
        ExpectNull("key", () => endpoint.Snapshot(null));
        ExpectNull("address", () => endpoint.AddBindAddress(null));
        ExpectNull("path", () => tls.AddCaFile(null));
        ExpectNull("certificate", () => tls.SetCertificateFile(null));
        ExpectNull("pin", () => tls.AddPin(null));
        ExpectNull("password", () => SipDigest.Verify("", "", null));
        ExpectNull("user", () => SipLibrary.BuildContact(null, "", "127.0.0.1:5060", SipTransports.Udp));
        account.Tls = null; // which means the endpoint's
        endpoint.NetworkChanged(null, null); // which means no change of these
    }

    static void ExpectNull(string argument, Action call) {
        Lab.ExpectEqual(argument, Lab.ExpectThrown<ArgumentNullException>(call, argument).ParamName,
                        "the argument that is named");
    }

    static void UseAfterClose(Lab lab) {
        var key = new byte[SipLibrary.SnapshotKeySize];
        SipAccount account = lab.Alice();
        SipEndpoint endpoint = lab.Endpoint();
        SipRegistration abandoned = endpoint.CreateRegistration(account), left = endpoint.CreateRegistration(account);
        abandoned.Dispose();
        ExpectClosed("an abandoned registration", key, abandoned, account);
        endpoint.Dispose();
        endpoint.Dispose();
        ExpectClosed("a registration without its endpoint", key, left, account);
        left.Dispose();
        ExpectClosed("endpoint", new Action[] {
            endpoint.Start, endpoint.Suspend, endpoint.Resume, endpoint.Process, () => endpoint.NetworkChanged(),
            () => endpoint.CreateRegistration(account), () => endpoint.CreateReader(), () => endpoint.Snapshot(key),
            () => endpoint.Restore(key, new byte[64]), () => endpoint.AddNameserver("127.0.0.1"),
            () => endpoint.AddBindAddress("127.0.0.1"),
            () => endpoint.UserAgent = "x", () => endpoint.CallerDriven = true, () => endpoint.OfferRequests = true,
            () => endpoint.Transports = SipTransports.Udp, () => endpoint.Tls = null, () => endpoint.WatchNetwork = true,
            () => endpoint.ConnectTimeout = TimeSpan.FromSeconds(1), () => endpoint.LogLevel = SipLogLevel.Info,
            () => endpoint.TraceMessages = true, () => endpoint.SynchronizationContext = null,
            () => Lab.Await(endpoint.StopAsync(), "the end"), () => endpoint.ProcessDescriptor.ToString(),
            () => endpoint.NextDeadline.ToString()
        });
        Lab.ExpectEqual(0, endpoint.Registrations.Count, "registrations");
        var closed = new SipAccount();
        closed.Dispose();
        ExpectClosed("account", new Action[] {
            () => closed.Aor = "sip:alice@example.com", () => closed.SetPassword(Lab.Password)
        });
        var tls = new SipTls();
        tls.Dispose();
        ExpectClosed("TLS", new Action[] { () => tls.Verify = true, () => account.Tls = tls });
    }

    static void ExpectClosed(string what, byte[] key, SipRegistration registration, SipAccount account) {
        ExpectClosed(what, new Action[] {
            registration.Start, registration.RegisterOnce, registration.Stop, registration.Query, registration.RemoveAll,
            () => registration.RemoveBinding("sip:alice@127.0.0.1"), () => registration.Refresh(TimeSpan.FromSeconds(1)),
            () => registration.Update(account), () => registration.Explain(), () => registration.GetStatus(),
            () => registration.Snapshot(key), () => registration.Restore(key, new byte[64]),
            () => Lab.Await(registration.RegisterAsync(), "the end"),
            () => Lab.Await(registration.UnregisterAsync(), "the end"),
            () => Lab.Await(registration.QueryAsync(), "the end"), () => Lab.Await(registration.RemoveAllAsync(), "the end")
        });
    }

    static void ExpectClosed(string what, Action[] calls) {
        for (int number = 0; number < calls.Length; number++)
            Lab.ExpectThrown<ObjectDisposedException>(calls[number], what + ", call " + number);
    }

    static void RefusedSetter(Lab lab) {
        SipAccount account = lab.Alice();
        ExpectRefused("aor", () => account.Aor = "nonsense");
        ExpectRefused("expires", () => account.Expires = TimeSpan.Zero);
        ExpectRefused("expires", () => account.Expires = TimeSpan.FromSeconds(1.5));
        ExpectRefused("nameserver", () => lab.NewEndpoint().AddNameserver("ns.example.com"));
        Lab.ExpectEqual("sip:alice@example.com", account.Aor, "address-of-record after all that");
        Lab.ExpectEqual(TimeSpan.FromHours(1), account.Expires, "lifetime after all that");
        var unfinished = lab.Keep(new SipAccount());
        Lab.ExpectThrown<SipStateException>(() => lab.NewEndpoint().CreateRegistration(unfinished),
                                            "an account without values");
        var started = Lab.ExpectThrown<SipStateException>(() => lab.Endpoint().MaxOutstanding = 1, "an option after the start");
        Lab.Expect(started.Message.Contains("MaxOutstanding"), "the message: " + started.Message);
    }

    static void ExpectRefused(string field, Action call) {
        var refusal = Lab.ExpectThrown<SipArgumentException>(call, field);
        Lab.ExpectEqual(SipError.Invalid, refusal.Error, "error");
        Lab.Expect(refusal.Message.StartsWith(field, StringComparison.Ordinal), "the message: " + refusal.Message);
    }
}

}
