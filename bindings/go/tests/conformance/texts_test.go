// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of what is handed over: texts, numbers, nothing at all, and what is closed.

// An AOR is ASCII and has its user escaped; the name for the password is as it is.
func textBeyondBMP(t *testing.T) {
	const user, escaped = "𝒜lice", "%F0%9D%92%9Clice"
	const name = user + " 😀"
	endpoint := newEndpoint(t, sipreg.WithTraceEvents(true))
	account := newAccount(t, escaped, place(t, "SIPREG_AUTH"), sipreg.WithAuthUsername(user),
		sipreg.WithPassword([]byte("пароль€😀")), sipreg.WithDisplayName(name))
	must(t, newRegistration(t, endpoint, account).Start())
	for _, wanted := range []string{`From: "` + name + `" <sip:` + escaped + `@example.com>`, `username="` + user + `"`} {
		awaitThat(t, endpoint, func(event sipreg.Event) bool {
			return event.Trace != nil && event.Trace.Sent && strings.Contains(event.Trace.Message, wanted)
		})
	}
	if event := await(t, endpoint, sipreg.EventRegistered); event.AOR != "sip:"+escaped+"@example.com" {
		t.Errorf("AOR is %q", event.AOR)
	}
}

// refusedFor wants an ArgumentError of this argument.
func refusedFor(t *testing.T, argument string, err error) {
	t.Helper()
	var refusal *sipreg.ArgumentError
	if !errors.As(err, &refusal) || !errors.Is(err, sipreg.ErrInvalid) {
		t.Fatalf("%s: got %v", argument, err)
	}
	if refusal.Argument != argument || !strings.Contains(err.Error(), argument) {
		t.Errorf("%q does not name %s", err, argument)
	}
}

func textWithNUL(t *testing.T) {
	const aor, registrar = "sip:alice@example.com", "sip:127.0.0.1"
	_, err := sipreg.NewAccount("sip:al\x00ice@example.com", registrar)
	refusedFor(t, "aor", err)
	for argument, option := range map[string]sipreg.AccountOption{
		"display name":     sipreg.WithDisplayName("Al\x00ice"),
		"password":         sipreg.WithPassword([]byte("wonder\x00land")),
		"header":           sipreg.WithHeader("X-Test", "a\x00b"),
		"websocket header": sipreg.WithWebSocketHeader("Cookie", []byte("a\x00b")),
		"push":             sipreg.WithPush("apns", "", "a\x00b"),
	} {
		_, err := sipreg.NewAccount(aor, registrar, option)
		refusedFor(t, argument, err)
	}
	_, err = sipreg.NewEndpoint(sipreg.WithUserAgent("a\x00b"))
	refusedFor(t, "user agent", err)
	_, err = sipreg.NewTLS(sipreg.WithCertificateFile("a", "b", []byte("a\x00b")))
	refusedFor(t, "certificate", err)
	endpoint := newEndpoint(t)
	refusedFor(t, "nameservers", endpoint.NetworkChanged(nil, []string{"127.0.0.1\x00"}))
	_, err = newOpen(t, endpoint, "alice").RemoveBinding(soon(t), "sip:a\x00@example.com")
	refusedFor(t, "uri", err)
}

func unknownNumber(t *testing.T) {
	for wanted, got := range map[string]interface{ String() string }{
		"EventType(4711)": sipreg.EventType(4711),
		"State(4711)":     sipreg.State(4711),
		"Failure(4711)":   sipreg.Failure(4711),
		"Operation(-1)":   sipreg.Operation(-1),
		"TLSFault(4711)":  sipreg.TLSFault(4711),
		"Family(4711)":    sipreg.Family(4711),
	} {
		if got.String() != wanted {
			t.Errorf("got %q, wanted %q", got, wanted)
		}
	}
	if sipreg.State(4711) != 4711 || errors.Is(sipreg.Failure(4711), sipreg.FailureUnknown) {
		t.Error("the number is not kept")
	}
	if unknown := sipreg.Status(-42); !strings.Contains(unknown.Error(), "-42") {
		t.Errorf("%v", unknown)
	}
}

func nullArguments(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "alice")
	_, err := endpoint.NewRegistration(nil)
	refusedFor(t, "account", err)
	refusedFor(t, "account", registration.Update(nil))
	_, err = sipreg.NewAccount("sip:alice@example.com", "sip:127.0.0.1", sipreg.WithTLS(nil))
	refusedFor(t, "tls", err)
	_, err = sipreg.NewAccount("sip:alice@example.com", "sip:127.0.0.1", nil)
	refusedFor(t, "option", err)
	_, err = sipreg.NewEndpoint(nil)
	refusedFor(t, "option", err)
	_, err = sipreg.NewTLS(nil)
	refusedFor(t, "option", err)
	_, err = registration.Snapshot(nil)
	refusedFor(t, "key", err)
	refusedFor(t, "key", endpoint.Restore(nil, nil))
	mustBe(t, registration.Restore(&sipreg.SnapshotKey{}, nil), sipreg.ErrSnapshotTruncated)
	//lint:ignore SA1012 that is the point
	_, err = endpoint.Next(nil)
	refusedFor(t, "context", err)
	//lint:ignore SA1012 that is the point
	_, err = registration.Query(nil)
	refusedFor(t, "context", err)
	nobody(t, nil, nil, nil)
	nobody(t, &sipreg.Endpoint{}, &sipreg.Registration{}, &sipreg.Account{})
	mustBe(t, (*sipreg.Request)(nil).Respond(sipreg.Response{Status: 200}), sipreg.ErrInvalid)
	mustBe(t, (*sipreg.CredentialRequest)(nil).Refuse(), sipreg.ErrInvalid)
}

// nobody has methods that refuse.
func nobody(t *testing.T, e *sipreg.Endpoint, r *sipreg.Registration, a *sipreg.Account) {
	t.Helper()
	_, err := e.Next(context.Background())
	mustBe(t, err, sipreg.ErrInvalid)
	_, err = e.NewRegistration(a)
	mustBe(t, err, sipreg.ErrInvalid)
	for range e.Events(context.Background()) {
		t.Error("an event of nobody")
	}
	_, err = r.Register(context.Background())
	mustBe(t, err, sipreg.ErrInvalid)
	_, err = r.Query(context.Background())
	mustBe(t, err, sipreg.ErrInvalid)
	_, err = r.Status()
	mustBe(t, err, sipreg.ErrInvalid)
	must(t, e.Close())
	must(t, r.Close())
	must(t, a.Close())
}

func useAfterClose(t *testing.T) {
	endpoint := newEndpoint(t)
	account := newAccount(t, "alice", place(t, "SIPREG_OPEN"))
	registration := newRegistration(t, endpoint, account)
	abandoned := newRegistration(t, endpoint, account)
	must(t, abandoned.Close())
	ofRegistration(t, abandoned, account)
	must(t, endpoint.Close())
	must(t, endpoint.Close())
	ofRegistration(t, registration, account)

	_, err := endpoint.NewRegistration(account)
	mustBe(t, err, os.ErrClosed)
	_, err = endpoint.Next(soon(t))
	mustBe(t, err, os.ErrClosed)
	for range endpoint.Events(soon(t)) {
		t.Error("an event of a closed endpoint")
	}
	_, err = endpoint.Snapshot(&sipreg.SnapshotKey{})
	mustBe(t, err, os.ErrClosed)
	mustBe(t, endpoint.Restore(&sipreg.SnapshotKey{}, nil), os.ErrClosed)
	mustBe(t, endpoint.Suspend(), os.ErrClosed)
	mustBe(t, endpoint.Resume(), os.ErrClosed)
	mustBe(t, endpoint.NetworkChanged(nil, nil), os.ErrClosed)
	mustBe(t, endpoint.Run(soon(t)), os.ErrClosed)
	mustBe(t, endpoint.Shutdown(soon(t)), os.ErrClosed)
	must(t, account.Close())
	_, err = newEndpoint(t).NewRegistration(account)
	mustBe(t, err, os.ErrClosed)
}

func ofRegistration(t *testing.T, registration *sipreg.Registration, account *sipreg.Account) {
	t.Helper()
	_, err := registration.Register(soon(t))
	mustBe(t, err, os.ErrClosed)
	_, err = registration.RegisterOnce(soon(t))
	mustBe(t, err, os.ErrClosed)
	_, err = registration.Refresh(soon(t))
	mustBe(t, err, os.ErrClosed)
	mustBe(t, registration.Unregister(soon(t)), os.ErrClosed)
	mustBe(t, registration.Start(), os.ErrClosed)
	mustBe(t, registration.Stop(), os.ErrClosed)
	mustBe(t, registration.Update(account), os.ErrClosed)
	_, err = registration.Query(soon(t))
	mustBe(t, err, os.ErrClosed)
	_, err = registration.RemoveBinding(soon(t), "sip:alice@127.0.0.1")
	mustBe(t, err, os.ErrClosed)
	_, err = registration.RemoveAll(soon(t))
	mustBe(t, err, os.ErrClosed)
	_, err = registration.Status()
	mustBe(t, err, os.ErrClosed)
	_, err = registration.Explain()
	mustBe(t, err, os.ErrClosed)
	_, err = registration.Snapshot(&sipreg.SnapshotKey{})
	mustBe(t, err, os.ErrClosed)
	mustBe(t, registration.Restore(&sipreg.SnapshotKey{}, nil), os.ErrClosed)
	must(t, registration.Close())
	if registration.ID() == 0 {
		t.Error("it has lost its number")
	}
}

func refusedSetter(t *testing.T) {
	_, err := sipreg.NewAccount("alice", "sip:127.0.0.1")
	refusedFor(t, "aor", err)
	_, err = sipreg.NewAccount("sip:alice@example.com", "nowhere")
	refusedFor(t, "registrar", err)
	_, err = sipreg.NewAccount("sip:alice@example.com", "sip:127.0.0.1", sipreg.WithExpires(0))
	refusedFor(t, "expires", err)
	forAges := 200 * 365 * 24 * time.Hour // more seconds than 32 bits hold
	_, err = sipreg.NewAccount("sip:alice@example.com", "sip:127.0.0.1", sipreg.WithRetryClass(sipreg.FailureDNS, forAges))
	refusedFor(t, "retry class", err)
	_, err = sipreg.NewEndpoint(sipreg.WithNameserver("ns.example.com"))
	refusedFor(t, "nameserver", err)
	_, err = sipreg.NewEndpoint(sipreg.WithConnectTimeout(24 * time.Hour))
	refusedFor(t, "connect timeout", err)
	_, err = sipreg.NewTLS(sipreg.WithCAPEM([]byte("no certificate")))
	refusedFor(t, "ca", err)
}
