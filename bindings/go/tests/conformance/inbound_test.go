// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"fmt"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of requests that reach us, from a socket that plays the registrar.

type peer struct {
	t      *testing.T
	socket *net.UDPConn
	client *net.UDPAddr
}

func newPeer(t *testing.T) *peer {
	socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	must(t, err)
	t.Cleanup(func() { socket.Close() })
	return &peer{t: t, socket: socket}
}

func (p *peer) address() string { return p.socket.LocalAddr().String() }

// hear gives the next message that begins so; pings and repetitions are passed over.
func (p *peer) hear(begin string) string {
	p.t.Helper()
	must(p.t, p.socket.SetReadDeadline(time.Now().Add(limit)))
	for buffer := make([]byte, 65536); ; {
		length, from, err := p.socket.ReadFromUDP(buffer)
		must(p.t, err)
		if p.client = from; strings.HasPrefix(string(buffer[:length]), begin) {
			return string(buffer[:length])
		}
	}
}

func (p *peer) say(message string) {
	p.t.Helper()
	_, err := p.socket.WriteToUDP([]byte(message), p.client)
	must(p.t, err)
}

func lineOf(message, name string) string {
	return regexp.MustCompile(`(?i)\r\n(` + name + `:[^\r]*)`).FindStringSubmatch(message)[1]
}

// letIn answers a REGISTER.
func (p *peer) letIn() {
	p.t.Helper()
	request := p.hear("REGISTER ")
	p.say("SIP/2.0 200 OK\r\n" + lineOf(request, "Via") + "\r\n" + lineOf(request, "From") + "\r\n" +
		lineOf(request, "To") + ";tag=1\r\n" + lineOf(request, "Call-ID") + "\r\n" + lineOf(request, "CSeq") + "\r\n" +
		lineOf(request, "Contact") + ";expires=60\r\nContent-Length: 0\r\n\r\n")
}

func (p *peer) ask(method, uri, body string) {
	p.t.Helper()
	p.say(fmt.Sprintf("%[1]s %[2]s SIP/2.0\r\nVia: SIP/2.0/UDP %[3]s;branch=z9hG4bK-%[1]s\r\nMax-Forwards: 70\r\n"+
		"From: <sip:carol@example.com>;tag=7\r\nTo: <sip:alice@example.com>\r\nCall-ID: %[1]s@example.com\r\n"+
		"CSeq: 1 %[1]s\r\nContent-Type: text/plain\r\nContent-Length: %[4]d\r\n\r\n%[5]s",
		method, uri, p.address(), len(body), body))
}

// reached is an endpoint that is registered at the socket, and its Contact.
func (p *peer) reached() (*sipreg.Endpoint, string) {
	p.t.Helper()
	endpoint := newEndpoint(p.t, sipreg.WithOfferRequests(true))
	must(p.t, newRegistration(p.t, endpoint, newAccount(p.t, "alice", "sip:"+p.address()+";transport=udp")).Start())
	p.letIn()
	return endpoint, await(p.t, endpoint, sipreg.EventRegistered).Contact
}

func inboundOptions(t *testing.T) {
	p := newPeer(t)
	endpoint, contact := p.reached()
	p.ask("OPTIONS", contact, "")
	p.hear("SIP/2.0 200 ")
	for _, event := range rest(t, endpoint, 50*time.Millisecond) {
		if event.Type == sipreg.EventRequest {
			t.Error("we were told of it")
		}
	}
}

func inboundMessage(t *testing.T) {
	const body = "Grüße 😀"
	p := newPeer(t)
	endpoint, contact := p.reached()
	p.ask("MESSAGE", contact, body)
	event := await(t, endpoint, sipreg.EventRequest)
	request := event.Request
	if request.Method != "MESSAGE" || request.Source != p.address() || request.Body != body ||
		request.Transport != sipreg.TransportUDP {
		t.Errorf("%+v", request)
	}
	sender := ""
	for _, header := range event.Headers {
		if header.Name == "From" {
			sender = header.Value
		}
	}
	if sender != "<sip:carol@example.com>;tag=7" {
		t.Errorf("headers are %v", event.Headers)
	}
	must(t, request.Respond(sipreg.Response{Status: 202, Headers: []sipreg.Header{{Name: "X-Seen", Value: "yes"}}}))
	if answer := p.hear("SIP/2.0 202 "); lineOf(answer, "X-Seen") != "X-Seen: yes" {
		t.Errorf("the answer is %q", answer)
	}
	mustBe(t, request.Respond(sipreg.Response{Status: 200}), sipreg.ErrState)
}
