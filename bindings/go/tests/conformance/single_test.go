// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"errors"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of one registration: what becomes of it.

func register(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newAlice(t, endpoint)
	outcome, err := registration.Register(soon(t))
	must(t, err)
	event := await(t, endpoint, sipreg.EventRegistered) // readers are told of it as well
	if event.CSeq != outcome.CSeq || event.CallID != outcome.CallID {
		t.Errorf("the outcome is %+v, the event %+v", outcome, event)
	}
	if event.Registration != registration || event.RegistrationID != registration.ID() {
		t.Error("it is of another registration")
	}
	if event.State != sipreg.StateRegistered {
		t.Errorf("state is %v", event.State)
	}
	if event.GrantedExpires < time.Second || event.GrantedExpires > time.Hour {
		t.Errorf("%v were granted", event.GrantedExpires)
	}
	if !strings.HasPrefix(event.Contact, "sip:alice@127.0.0.1:") {
		t.Errorf("Contact is %q", event.Contact)
	}
	if event.Status != 200 {
		t.Errorf("status is %d", event.Status)
	}
}

func refresh(t *testing.T) {
	registration := newAlice(t, newEndpoint(t))
	first, err := registration.Register(soon(t))
	must(t, err)
	second, err := registration.Refresh(soon(t))
	must(t, err)
	if second.Type != sipreg.EventRegistered || second.CSeq <= first.CSeq || second.CallID != first.CallID {
		t.Errorf("first %d of %q, then %v, %d of %q", first.CSeq, first.CallID, second.Type, second.CSeq, second.CallID)
	}
}

func unregister(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newAlice(t, endpoint)
	_, err := registration.Register(soon(t))
	must(t, err)
	must(t, registration.Unregister(soon(t)))
	if event := await(t, endpoint, sipreg.EventUnregistered); event.State != sipreg.StateIdle {
		t.Errorf("state is %v", event.State)
	}
}

func wrongPassword(t *testing.T) {
	account := newAccount(t, "alice", place(t, "SIPREG_AUTH"), sipreg.WithPassword([]byte("looking-glass")))
	registration := newRegistration(t, newEndpoint(t), account)
	_, err := registration.Register(soon(t))
	mustBe(t, err, sipreg.FailureCredentials)
	var failed *sipreg.AttemptError
	if !errors.As(err, &failed) || failed.Event.WillRetry || failed.Event.Status != 401 {
		t.Fatalf("%+v", err)
	}
	explanation, err := registration.Explain()
	must(t, err)
	requests := 0
	for _, attempt := range explanation.Attempts {
		requests += len(attempt.Requests)
	}
	if requests < 1 || requests > 3 {
		t.Errorf("%d requests were sent", requests)
	}
}

func unreachable(t *testing.T) {
	dead := place(t, "SIPREG_DEAD")
	registration := newRegistration(t, newEndpoint(t), newAccount(t, "alice", dead))
	_, err := registration.Register(soon(t))
	mustBe(t, err, sipreg.FailureTransport)
	var failed *sipreg.AttemptError
	if !errors.As(err, &failed) || !failed.Event.WillRetry || !strings.Contains(failed.Event.Cause, addressOf(dead)) {
		t.Errorf("%+v", err)
	}
}

func tlsWrongName(t *testing.T) {
	tls, err := sipreg.NewTLS(sipreg.WithCAFile(place(t, "SIPREG_CA")))
	must(t, err)
	endpoint := newEndpoint(t, sipreg.WithTLS(tls))
	registration := newRegistration(t, endpoint, newAccount(t, "alice", place(t, "SIPREG_WRONG")))
	_, err = registration.Register(soon(t))
	mustBe(t, err, sipreg.FailureTLS)
	mustBe(t, err, sipreg.TLSFaultWrongName)
	event := await(t, endpoint, sipreg.EventFailed)
	if event.Status != 0 || event.State == sipreg.StateRegistered {
		t.Errorf("status %d, state %v", event.Status, event.State)
	}
}

func asyncCredentials(t *testing.T) {
	endpoint := newEndpoint(t)
	account := newAccount(t, "alice", place(t, "SIPREG_AUTH"), sipreg.WithAskCredentials(true))
	registration := newRegistration(t, endpoint, account)
	must(t, registration.Start())
	event := await(t, endpoint, sipreg.EventCredentials)
	if event.Credentials.Realm != "example.com" || event.Credentials.Scheme != "digest" || event.Credentials.Rejected {
		t.Errorf("%+v", event.Credentials)
	}
	nothingMore(t, endpoint, 50*time.Millisecond) // it waits for us
	given := make(chan error)
	go func() { given <- event.Credentials.GivePassword([]byte("wonderland")) }()
	must(t, <-given)
	await(t, endpoint, sipreg.EventRegistered)
}

func snapshotResume(t *testing.T) {
	key, wrongKey := sipreg.SnapshotKey{1, 2, 3}, sipreg.SnapshotKey{1, 2, 4}
	endpoint := newEndpoint(t)
	registration := newAlice(t, endpoint)
	before, err := registration.Register(soon(t))
	must(t, err)
	snapshot, err := registration.Snapshot(&key)
	must(t, err)
	must(t, endpoint.Close())

	registration = newAlice(t, newEndpoint(t))
	mustBe(t, registration.Restore(&wrongKey, snapshot), sipreg.ErrSnapshotTampered)
	mustBe(t, registration.Restore(&key, snapshot[:len(snapshot)-1]), sipreg.ErrSnapshotTruncated)
	must(t, registration.Restore(&key, snapshot))
	after, err := registration.Register(soon(t))
	must(t, err)
	if after.CallID != before.CallID || after.CSeq <= before.CSeq {
		t.Errorf("before %d of %q, after %d of %q", before.CSeq, before.CallID, after.CSeq, after.CallID)
	}
	if after.Type != sipreg.EventRegistered {
		t.Errorf("the outcome is %v: nothing was sent", after.Type)
	}
}
