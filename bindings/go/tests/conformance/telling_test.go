// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of what is told of the inside, and of the surroundings.

func logAndTrace(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithLogEvents(sipreg.LogInfo), sipreg.WithTraceEvents(true))
	must(t, newAlice(t, endpoint).Start())
	redacted := 0
	awaitThat(t, endpoint, func(event sipreg.Event) bool {
		if event.Log != nil && strings.Contains(event.Log.Line, "wonderland") {
			t.Errorf("the password is in the log: %s", event.Log.Line)
		}
		if trace := event.Trace; trace != nil {
			if strings.Contains(trace.Message, "wonderland") {
				t.Errorf("the password is in a trace: %s", trace.Message)
			}
			if trace.Sent && strings.HasPrefix(trace.Message, "REGISTER ") &&
				strings.Contains(trace.Message, "Authorization: Digest ") &&
				strings.Contains(trace.Message, ` response="redacted"`) {
				redacted++
			}
		}
		return event.Type == sipreg.EventRegistered
	})
	if redacted != 1 {
		t.Errorf("%d requests with redacted credentials were seen", redacted)
	}
}

func explain(t *testing.T) {
	account := newAccount(t, "alice", place(t, "SIPREG_AUTH"), sipreg.WithPassword([]byte("looking-glass")))
	registration := newRegistration(t, newEndpoint(t), account)
	_, err := registration.Register(soon(t))
	mustBe(t, err, sipreg.FailureCredentials)
	explanation, err := registration.Explain()
	must(t, err)
	if len(explanation.Attempts) != 1 {
		t.Fatalf("%+v", explanation)
	}
	attempt := explanation.Attempts[0]
	if attempt.Operation != sipreg.OperationRegister || attempt.Failure != sipreg.FailureCredentials || attempt.Rule == "" {
		t.Errorf("%+v", attempt)
	}
	if asked := attempt.Requests[0].Asked; len(asked) == 0 || asked[0].Realm != "example.com" {
		t.Errorf("%+v", attempt.Requests)
	}
	var parsed struct{ Attempts []struct{ Rule string } }
	must(t, json.Unmarshal([]byte(explanation.JSON), &parsed))
	if len(parsed.Attempts) != 1 || parsed.Attempts[0].Rule != attempt.Rule {
		t.Errorf("%s", explanation.JSON)
	}
}

func networkChanged(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithSettle(0))
	must(t, newOpen(t, endpoint, "moving").Start())
	first := await(t, endpoint, sipreg.EventRegistered)
	must(t, endpoint.NetworkChanged(nil, nil))
	if second := await(t, endpoint, sipreg.EventRegistered); second.CSeq <= first.CSeq {
		t.Errorf("first %d, then %d", first.CSeq, second.CSeq)
	}
}

func dnsServers(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithNameserver(addressOf(place(t, "SIPREG_DEAD"))))
	registration := newRegistration(t, endpoint, newAccount(t, "alice", "sip:registrar.example.net"))
	_, err := registration.Register(soon(t))
	mustBe(t, err, sipreg.FailureDNS)
	var failed *sipreg.AttemptError
	if !errors.As(err, &failed) || !strings.Contains(failed.Event.Cause, "registrar.example.net") {
		t.Error(err)
	}
}

func push(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithTraceEvents(true))
	must(t, newOpen(t, endpoint, "alice", sipreg.WithPush("apns", "org.example.phone", "0123abcd")).Start())
	sent := awaitThat(t, endpoint, func(event sipreg.Event) bool {
		return event.Trace != nil && event.Trace.Sent && strings.Contains(event.Trace.Message, "\r\nContact: <sip:alice@")
	})
	for _, wanted := range []string{";pn-provider=apns", ";pn-param=org.example.phone", ";pn-prid=0123abcd"} {
		if !strings.Contains(sent.Trace.Message, wanted) {
			t.Errorf("no %s in %s", wanted, sent.Trace.Message)
		}
	}
	await(t, endpoint, sipreg.EventRegistered)
}

// nothingMore sees no event for that long.
func nothingMore(t *testing.T, endpoint *sipreg.Endpoint, quiet time.Duration) {
	t.Helper()
	for _, event := range rest(t, endpoint, quiet) {
		t.Errorf("another event: %v", event.Type)
	}
}
