// SPDX-License-Identifier: LGPL-2.1-or-later
// Each value that may be set, and the helpers.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace SipReg.Conformance {

static class Values {
    internal static void AddTo(Dictionary<string, Action<Lab>> tests) {
        tests.Add("all values of an account are taken", Account);
        tests.Add("all options of an endpoint are taken", Endpoint);
        tests.Add("all settings of TLS are taken", Tls);
        tests.Add("answers to requests for credentials are checked", Credentials);
        tests.Add("what was sent is what was set", Sent);
        tests.Add("an endpoint's snapshot is taken up by its registrations", Snapshot);
        tests.Add("digests are computed, verified and read", Digests);
        tests.Add("names, version and Contact", Names);
    }

    static byte[] Bytes(string text) {
        return Encoding.UTF8.GetBytes(text);
    }

    static void Account(Lab lab) {
        var account = lab.Keep(new SipAccount("sips:alice@example.com", "sips:example.com"));
        account.DisplayName = "Alice";
        account.AuthUsername = "alice";
        account.Realm = "example.com";
        account.SetPassword(Bytes("wonderland"));
        account.SetHa1(SipDigestAlgorithm.Md5, Bytes(new string('a', 32)));
        account.SetHa1(SipDigestAlgorithm.Sha512Truncated256, Bytes(new string('a', 64)));
        Refused("hex", () => account.SetHa1(SipDigestAlgorithm.Sha256, Bytes("abc")));
        account.AllowNoQop = false;
        account.LeastAlgorithm = SipDigestAlgorithm.Sha256;
        account.AskCredentials = account.RedirectCredentials = account.Md5NeedsTls = account.RefuseDowngrade = true;
        account.BearerInClear = true;
        account.Contact = "sips:alice@192.0.2.9:5062";
        account.AddContactParameter("q", "0.5");
        account.AddContactParameter("+sip.audio");
        account.AddContact("sips:alice@192.0.2.10:5062", ";q=0.1");
        Refused("uri", () => account.AddContact("nonsense"));
        account.Instance = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        account.OutboundFlows = 2;
        Refused("OutboundFlows", () => account.OutboundFlows = 5);
        account.SetPush("apns", "topic", "token");
        Refused("provider", () => account.SetPush("apns", "", ""));
        account.PushWakesItself = true;
        account.AddHeader("X-Site", "north");
        Refused("name", () => account.AddHeader("Via", "x"));
        account.Allow = "INVITE, ACK, BYE";
        account.Supported = "path";
        account.UserAgent = "test/1";
        account.Expires = TimeSpan.FromSeconds(4294967295);
        account.SetOutboundProxy("sips:proxy.example.com", SipProxyMode.Pinned);
        account.AddBackupRegistrar("sips:backup.example.net");
        account.WebSocketPath = "/ws?x=1";
        account.WebSocketHost = "front.example.com:8443";
        account.WebSocketOrigin = "https://app.example.com";
        account.AddWebSocketHeader("Cookie", Bytes("session=1"));
        account.SetRetry(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Refused("first", () => account.SetRetry(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        account.GiveUpAfter(SipFailure.Dns);
        account.BackOffAfter(SipFailure.Forbidden);
        account.RetryAfter(SipFailure.Tls, TimeSpan.FromSeconds(60));
        Refused("interval", () => account.RetryAfter(SipFailure.Tls, TimeSpan.Zero));
        Refused("failure", () => account.GiveUpAfter((SipFailure)99));
        account.MaxAttempts = 3;
        account.SetRefresh(TimeSpan.FromMinutes(1), 50);
        account.MaxChallenges = 8;
        account.MaxRedirects = 0;
        account.MaxMinExpires = TimeSpan.FromDays(1);
        account.SetCallId("a84b4c76e66710", 2147483646);
        Lab.Expect(account.Realm == "example.com" && account.Md5NeedsTls && account.Supported == "path" &&
                   account.MaxAttempts == 3 && account.Expires.TotalSeconds == 4294967295 &&
                   account.OutboundFlows == 2, "they are told back");
        lab.NewEndpoint().CreateRegistration(account);
    }

    static void Refused(string argument, Action call) {
        var refusal = Lab.ExpectThrown<SipArgumentException>(call, argument);
        Lab.ExpectEqual(argument, refusal.ParamName, "the argument that is named");
        Lab.Expect(refusal.Problem.Length > 0, "a sentence");
    }

    static void Endpoint(Lab lab) {
        SipEndpoint endpoint = lab.NewEndpoint();
        endpoint.OfferRequests = endpoint.StunKeepAlive = endpoint.WatchNetwork = true;
        endpoint.AddBindAddress("127.0.0.1");
        Refused("address", () => endpoint.AddBindAddress("localhost"));
        endpoint.AddNameserver("127.0.0.1:5353");
        endpoint.Transports = SipTransports.Udp | SipTransports.Tls;
        Refused("Transports", () => endpoint.Transports = (SipTransports)64);
        endpoint.ConnectTimeout = TimeSpan.FromMilliseconds(100);
        Refused("ConnectTimeout", () => endpoint.ConnectTimeout = TimeSpan.FromMilliseconds(99));
        Refused("ConnectTimeout", () => endpoint.ConnectTimeout = TimeSpan.FromTicks(1234567));
        Refused("ConnectTimeout", () => endpoint.ConnectTimeout = TimeSpan.MaxValue);
        endpoint.SetKeepAlive(TimeSpan.FromSeconds(20), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        endpoint.IdleTimeout = TimeSpan.FromSeconds(10);
        endpoint.Family = SipAddressFamily.V4Only;
        Lab.ExpectEqual("libsipreg/" + SipLibrary.Version, endpoint.UserAgent, "User-Agent as it is at first");
        endpoint.UserAgent = "";
        endpoint.SetTimers(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(5));
        endpoint.AttemptDeadline = TimeSpan.FromSeconds(8);
        endpoint.TargetTimeout = TimeSpan.FromSeconds(2);
        endpoint.SetHealth(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        endpoint.UdpLimit = 1400;
        endpoint.MaxOutstanding = 10;
        endpoint.SetRate(10, 0);
        endpoint.ExplainedAttempts = 8;
        endpoint.SettleTime = TimeSpan.FromMilliseconds(10);
        endpoint.LogLevel = SipLogLevel.Warning;
        endpoint.TraceMessages = true;
        endpoint.Tls = lab.Keep(new SipTls());
        endpoint.Tls = null;
        Lab.Expect(endpoint.Family == SipAddressFamily.V4Only && endpoint.UserAgent == "" && endpoint.UdpLimit == 1400 &&
                   endpoint.Transports == (SipTransports.Udp | SipTransports.Tls), "they are told back");
        Lab.ExpectThrown<SipStateException>(endpoint.Suspend, "before the start");
        Lab.ExpectThrown<SipStateException>(() => endpoint.NetworkChanged(), "before the start");
        Lab.ExpectThrown<SipStateException>(endpoint.CreateRegistration(lab.Alice()).Start, "before the start");
        endpoint.Start();
        Lab.ExpectThrown<SipStateException>(endpoint.Start, "a second start");
        Refused("addresses", () => endpoint.NetworkChanged("localhost"));
        endpoint.NetworkChanged("127.0.0.1", "");
    }

    static void Tls(Lab lab) {
        var tls = lab.Keep(new SipTls());
        tls.AddCaFile(Lab.Place("SIPREG_CA"));
        tls.AddCaPem(File.ReadAllText(Lab.Place("SIPREG_CA")));
        Refused("path", () => tls.AddCaFile("/nonexistent"));
        Refused("pem", () => tls.AddCaPem("no certificate"));
        Refused("path", () => tls.AddCrlFile("/dev/null"));
        Refused("pem", () => tls.AddCrlPem("no list"));
        Refused("certificate", () => tls.SetCertificateFile("/nonexistent", null, Bytes("secret")));
        Refused("certificate", () => tls.SetCertificatePem("no certificate", Bytes("no key")));
        tls.AddPin("sha256/" + Convert.ToBase64String(new byte[32]));
        Refused("pin", () => tls.AddPin("abc"));
        tls.PinOnly = tls.AllowWildcard = tls.AllowCommonName = true;
        tls.MinVersion = SipTlsVersion.Tls13;
        Refused("MinVersion", () => tls.MinVersion = (SipTlsVersion)9);
        Lab.Expect(tls.Verify && tls.PinOnly && tls.MinVersion == SipTlsVersion.Tls13, "they are told back");
        using (var unpinned = new SipTls()) {
            unpinned.PinOnly = true; // without a pin
            Refused("Tls", () => lab.NewEndpoint().Tls = unpinned);
        }
    }

    static void Credentials(Lab lab) {
        SipAccount account = lab.Account(Lab.Auth);
        account.AskCredentials = true;
        Story story = lab.Register(lab.Endpoint(), account);
        SipCredentialRequest wanted = story.Next(SipEventType.Credentials).Credentials;
        Lab.Expect(wanted.Number > 0 && wanted.Algorithm == "SHA-256" && !wanted.IsProxy && !wanted.Rejected, "what is wanted");
        Lab.Expect(wanted.AkaRand == "" && wanted.AkaAutn == "" && wanted.AuthorizationServer == "" && wanted.Scope == "" &&
                   wanted.Error == "", "what is not");
        Refused("hex", () => wanted.GiveHa1(SipDigestAlgorithm.Sha256, Bytes("abc")));
        Refused("token", () => wanted.GiveToken(Bytes("two words")));
        Refused("res", () => wanted.GiveAka(Bytes("xyz"), Bytes(""), Bytes("")));
        Refused("auts", () => wanted.GiveAkaAuts(Bytes("xyz")));
        wanted.Refuse();
        SipEvent told = story.Next(SipEventType.Failed);
        Lab.ExpectEqual(SipFailure.Credentials, told.Failure, "failure");
    }

    static void Sent(Lab lab) {
        var messages = new List<string>();
        SipEndpoint endpoint = lab.Endpoint(e => {
            e.TraceMessages = true;
            e.TraceReceived += (sender, message) => {
                if (message.IsSent)
                    messages.Add(message.Message);
            };
        });
        SipAccount account = lab.Account(Lab.Open, "sent");
        account.DisplayName = "Sent \"by\" test";
        account.Expires = TimeSpan.FromSeconds(777);
        account.AddHeader("X-Site", "north");
        account.UserAgent = "test/1";
        account.Allow = "INVITE, ACK";
        account.AddContactParameter("q", "0.5");
        account.Instance = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        account.SetCallId("a84b4c76e66710", 41);
        SipRegistration registration = endpoint.CreateRegistration(account);
        var story = new Story(registration);
        registration.Start();
        SipEvent told = story.Next(SipEventType.Registered);
        Lab.ExpectEqual("a84b4c76e66710", told.CallId, "Call-ID");
        Lab.ExpectEqual(TimeSpan.FromSeconds(777), told.GrantedExpires, "granted");
        Lab.Expect(told.Headers.Any(header => header.Key == "CSeq"), "headers of the answer");
        Lab.ExpectEqual(1, told.Bindings.Count, "bindings of the answer");
        Lab.ExpectEqual(0.5m, told.Bindings[0].Q, "q");
        foreach (string part in new[] { "\"Sent \\\"by\\\" test\"", "\r\nExpires: 777", "X-Site: north", "User-Agent: test/1",
                                        "Allow: INVITE, ACK", "q=0.5", "+sip.instance=", "CSeq: 42 REGISTER" })
            Lab.Expect(messages[0].Contains(part), part + " in " + messages[0]);
    }

    static void Snapshot(Lab lab) {
        byte[] key = Enumerable.Range(0, SipLibrary.SnapshotKeySize).Select(number => (byte)number).ToArray();
        SipEndpoint first = lab.Endpoint();
        SipEvent before = Lab.Await(first.CreateRegistration(lab.Alice()).RegisterAsync(), "registered");
        byte[] snapshot = first.Snapshot(key);
        first.Dispose();
        SipEndpoint second = lab.Endpoint();
        second.Restore(key, snapshot);
        SipEvent after = Lab.Await(second.CreateRegistration(lab.Alice()).RegisterAsync(), "registered");
        Lab.ExpectEqual(before.CallId, after.CallId, "Call-ID");
        Lab.ExpectEqual(SipError.SnapshotForeign, Lab.ExpectThrown<SipSnapshotException>(
            () => second.Restore(key, new byte[100]), "no snapshot").Error, "error");
        Refused("key", () => second.Snapshot(new byte[16]));
        Lab.ExpectThrown<SipStateException>(() => lab.NewEndpoint().Snapshot(key), "before the start");
        Lab.ExpectThrown<SipStateException>(() => second.CreateRegistration(lab.Account(Lab.Open, "new")).Snapshot(key),
                                            "before a request");
    }

    static void Digests(Lab lab) {
        // RFC 7616 §3.9.1
        byte[] password = Bytes("Circle of Life");
        const string nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        string response = SipDigest.Compute("SHA-256", "Mufasa", "http-auth@example.org", password, "GET", "/dir/index.html",
                                            nonce, 1,
                                            cnonce, "auth");
        Lab.ExpectEqual("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", response, "response");
        string authorization = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", " +
            "algorithm=SHA-256, nonce=\"" + nonce + "\", nc=00000001, cnonce=\"" + cnonce + "\", qop=auth, response=\"" + response + "\"";
        Lab.Expect(SipDigest.Verify(authorization, "GET", password), "it is right");
        Lab.Expect(!SipDigest.Verify(authorization, "GET", Bytes("wrong")), "it is wrong");
        Refused("authorization", () => SipDigest.Verify("Digest username=\"Mufasa\"", "GET", password));
        Refused("algorithm", () => SipDigest.Compute("ROT13", "a", "b", password, "GET", "/", "n"));
        Lab.ExpectEqual("http-auth@example.org", SipDigest.ReadChallenge("Digest realm=\"http-auth@example.org\", nonce=\"x\"",
                                                                         "realm"), "realm");
        Lab.ExpectEqual("", SipDigest.ReadChallenge("Digest realm=\"a\", nonce=\"x\"", "opaque"), "what is absent");
        Refused("challenge", () => SipDigest.ReadChallenge("Basic realm=\"a\"", "realm"));
    }

    static void Names(Lab lab) {
        Lab.Expect(SipLibrary.Version.Split('.').Length == 3, "version " + SipLibrary.Version);
        Lab.ExpectEqual("SIPREG_ERR_STATE", SipLibrary.NameOf(SipError.State), "error");
        Lab.ExpectEqual("registered", SipLibrary.NameOf(SipEventType.Registered), "type");
        Lab.ExpectEqual("credentials", SipLibrary.NameOf(SipFailure.Credentials), "failure");
        Lab.ExpectEqual("wrong_name", SipLibrary.NameOf(SipTlsFault.WrongName), "fault");
        Lab.ExpectEqual("unregister", SipLibrary.NameOf(SipOperation.Unregister), "operation");
        Lab.ExpectEqual("registering", SipLibrary.NameOf(SipState.Registering), "state");
        Lab.ExpectEqual("unknown", SipLibrary.NameOf((SipState)99), "none");
        Lab.ExpectEqual("sip:alice@203.0.113.1:5060;transport=tcp",
                        SipLibrary.BuildContact("alice", "203.0.113.1:5060", "192.168.0.2:5060", SipTransports.Tcp), "Contact");
        Refused("localAddress", () => SipLibrary.BuildContact("alice", "", "nowhere", SipTransports.Udp));
    }
}

}
