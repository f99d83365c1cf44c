// SPDX-License-Identifier: LGPL-2.1-or-later
// What goes over the network beside our own requests, and what is told of it.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace SipReg.Conformance {

static class Traffic {
    internal static void AddTo(Dictionary<string, Action<Lab>> scenarios) {
        scenarios.Add("inbound_options", InboundOptions);
        scenarios.Add("inbound_message", InboundMessage);
        scenarios.Add("log_and_trace", LogAndTrace);
        scenarios.Add("network_changed", NetworkChanged);
        scenarios.Add("dns_servers", DnsServers);
        scenarios.Add("push", Push);
    }

    // Sends a request to the Contact, and returns the answer.
    internal static string Ask(UdpClient socket, string contact, string method, string body) {
        Match at = Regex.Match(contact, @"@([0-9.]+):(\d+)");
        Lab.Expect(at.Success, "a Contact with an address: " + contact);
        int port = ((IPEndPoint)socket.Client.LocalEndPoint).Port;
        string[] lines = {
            method + " " + contact + " SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK" + Guid.NewGuid().ToString("N"),
            "Max-Forwards: 70", "From: <sip:bob@example.com>;tag=1", "To: <sip:alice@example.com>",
            "Call-ID: " + Guid.NewGuid(), "CSeq: 1 " + method, "Content-Type: text/plain", "Content-Length: " + Encoding.UTF8.GetByteCount(body), "", body
        };
        string request = string.Join("\r\n", lines);
        byte[] bytes = Encoding.UTF8.GetBytes(request);
        socket.Send(bytes, bytes.Length, at.Groups[1].Value, int.Parse(at.Groups[2].Value));
        return Encoding.UTF8.GetString(Receive(socket));
    }

    static byte[] Receive(UdpClient socket) {
        socket.Client.ReceiveTimeout = 20000;
        IPEndPoint from = null;
        return socket.Receive(ref from);
    }

    internal static UdpClient Socket() {
        return new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
    }

    static void InboundOptions(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint(e => e.OfferRequests = true);
        var all = new Story(endpoint);
        Story story = lab.Register(endpoint, lab.Alice());
        string contact = story.Next(SipEventType.Registered).Contact;
        using (UdpClient socket = Socket()) {
            string answer = Ask(socket, contact, "OPTIONS", "");
            Lab.Expect(answer.StartsWith("SIP/2.0 200 ", StringComparison.Ordinal), "the answer: " + answer);
        }
        Lab.Await(story.Registration.QueryAsync(), "a later event");
        Lab.Expect(all.Events.All(told => told.Type != SipEventType.Request), "it is no event");
    }

    static void InboundMessage(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint(e => e.OfferRequests = true);
        var all = new Story(endpoint);
        SipRequest taken = null;
        endpoint.EventReceived += (sender, told) => {
            if (told.Request == null)
                return;
            taken = told.Request;
            told.Request.Respond(202, headers: "X-Seen: yes\r\n");
        };
        Story story = lab.Register(endpoint, lab.Alice());
        string contact = story.Next(SipEventType.Registered).Contact;
        const string body = "Grüße \U0001F600";
        using (UdpClient socket = Socket()) {
            string answer = Ask(socket, contact, "MESSAGE", body);
            Lab.Expect(answer.StartsWith("SIP/2.0 202 Accepted", StringComparison.Ordinal) && answer.Contains("X-Seen: yes"),
                       "the answer: " + answer);
            Lab.ExpectEqual("MESSAGE", taken.Method, "method");
            Lab.ExpectEqual(body, taken.Body, "body");
            Lab.ExpectEqual("127.0.0.1:" + ((IPEndPoint)socket.Client.LocalEndPoint).Port, taken.Source, "source");
            Lab.ExpectEqual(SipTransports.Udp, taken.Transport, "transport");
        }
        SipEvent request = all.Next(SipEventType.Request);
        Lab.Expect(request.Headers.Any(header => header.Key == "CSeq" && header.Value == "1 MESSAGE"), "its headers");
        Lab.ExpectThrown<SipStateException>(() => taken.Respond(200), "a second answer");
    }

    static void LogAndTrace(Lab lab) {
        var lines = new List<SipLogEventArgs>();
        var messages = new List<SipTraceEventArgs>();
        SipEndpoint endpoint = lab.Endpoint(e => {
            e.LogLevel = SipLogLevel.Info;
            e.TraceMessages = true;
            e.LogReceived += (sender, line) => lines.Add(line);
            e.TraceReceived += (sender, message) => messages.Add(message);
        });
        Story story = lab.Register(endpoint, lab.Alice());
        story.Next(SipEventType.Registered); // on one thread, after what led to it
        SipTraceEventArgs answered = messages.FirstOrDefault(
            message => message.IsSent && message.Message.StartsWith("REGISTER ", StringComparison.Ordinal) &&
                       message.Message.Contains("Authorization: Digest"));
        Lab.Expect(answered != null, "the REGISTER is seen as sent");
        Lab.Expect(!Regex.IsMatch(answered.Message, "response=\"[0-9a-f]{32}"),
                   "its credentials are redacted: " + answered.Message);
        Lab.Expect(answered.Peer.StartsWith("udp:127.0.0.1:", StringComparison.Ordinal), "peer " + answered.Peer);
        Lab.Expect(messages.Any(message => !message.IsSent), "the answer is seen");

        SipAccount careless = lab.Account(Lab.Place("SIPREG_WRONG"));
        var tls = lab.Keep(new SipTls());
        tls.Verify = false;
        careless.Tls = tls;
        lab.Register(endpoint, careless).Next(SipEventType.Registered);
        SipLogEventArgs warning = lines.FirstOrDefault(line => line.Line.Contains("without verification"));
        Lab.Expect(warning != null, "the warning comes");
        Lab.ExpectEqual(SipLogLevel.Warning, warning.Level, "its severity");
        Lab.ExpectEqual(3, warning.LoggerLevel, "its severity as a number of loggers");
        Lab.Expect(!lines.Select(line => line.Line).Concat(messages.Select(message => message.Message))
                        .Any(text => text.Contains("wonderland")), "the password is nowhere");
    }

    static void NetworkChanged(Lab lab) {
        SipEndpoint endpoint = lab.Endpoint(e => e.SettleTime = TimeSpan.FromMilliseconds(50));
        Story story = lab.Register(endpoint, lab.Alice());
        SipEvent before = story.Next(SipEventType.Registered);
        endpoint.NetworkChanged();
        SipEvent after = story.Next(SipEventType.Registered, 1);
        Lab.Expect(after.CSeq > before.CSeq, "CSeq " + after.CSeq + " after " + before.CSeq);
    }

    static void DnsServers(Lab lab) {
        string dead = Lab.Dead.Substring("sip:".Length).Split(';')[0];
        SipEndpoint endpoint = lab.Endpoint(e => {
            e.AddNameserver(dead);
            e.AttemptDeadline = TimeSpan.FromSeconds(2);
        });
        Story story = lab.Register(endpoint, lab.Account("sip:registrar.example.net"));
        SipEvent told = story.Next(SipEventType.Failed);
        Lab.ExpectEqual(SipFailure.Dns, told.Failure, "failure");
        Lab.Expect(told.Cause.Contains("registrar.example.net"), "cause: " + told.Cause);
    }

    static void Push(Lab lab) {
        var messages = new List<SipTraceEventArgs>();
        SipEndpoint endpoint = lab.Endpoint(e => {
            e.TraceMessages = true;
            e.TraceReceived += (sender, message) => messages.Add(message);
        });
        SipAccount account = lab.Alice();
        account.SetPush("webpush", "topic", "device-1");
        Story story = lab.Register(endpoint, account);
        story.Next(SipEventType.Registered);
        string contact = Regex.Match(messages.First(message => message.IsSent).Message, "^Contact: .*$",
                                     RegexOptions.Multiline).Value;
        foreach (string parameter in new[] { "pn-provider=webpush", "pn-param=topic", "pn-prid=device-1" })
            Lab.Expect(contact.Contains(parameter), parameter + " in " + contact);
    }
}

}
