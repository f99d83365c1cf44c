// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

func TestRegisterTwiceGivesTheStatus(t *testing.T) {
	registration := newRegistration(t, newEndpoint(t), "twice", "OPEN")
	first, err := registration.Register(soon(t))
	must(t, err)
	second, err := registration.Register(soon(t))
	must(t, err)
	if second.Type != sipreg.EventStatus || second.State != sipreg.StateRegistered || second.CSeq != first.CSeq {
		t.Errorf("%v, %v, %d after %d", second.Type, second.State, second.CSeq, first.CSeq)
	}
}

func TestRegisterAfterRegisterOnceRegisters(t *testing.T) {
	registration := newRegistration(t, newEndpoint(t), "once", "OPEN")
	first, err := registration.RegisterOnce(soon(t))
	must(t, err)
	second, err := registration.Register(soon(t))
	must(t, err)
	if second.Type != sipreg.EventRegistered || second.CSeq <= first.CSeq {
		t.Errorf("%v, %d after %d", second.Type, second.CSeq, first.CSeq)
	}
}

// A failure that nobody has read yet is not the answer to what is asked after it.
func TestAnOldEventIsNoAnswer(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithHealth(time.Millisecond, time.Millisecond, time.Millisecond))
	registration := newRegistration(t, endpoint, "old", "DEAD")
	// The state is seen a moment before its event is: that of the first is there when the second has come so far.
	for _, one := range []*sipreg.Registration{registration, newRegistration(t, endpoint, "other", "DEAD")} {
		must(t, one.Start())
		eventually(t, "it has failed", func() bool {
			status, err := one.Status()
			must(t, err)
			return status.State == sipreg.StateWaiting
		})
	}
	_, err := registration.Register(soon(t))
	var failed *sipreg.AttemptError
	if !errors.As(err, &failed) || failed.Event.Attempt != 2 {
		t.Fatalf("%+v", err)
	}
	for want := 1; want <= 2; {
		event, err := endpoint.Next(soon(t))
		must(t, err)
		if event.Registration != registration {
			continue
		}
		if event.Type != sipreg.EventFailed || event.Attempt != want {
			t.Errorf("%v of attempt %d", event.Type, event.Attempt)
		}
		want++
	}
}

func TestTheContextEndsTheWaitAlone(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newRegistration(t, endpoint, "mute", "MUTE")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := registration.Register(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := registration.Query(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	// The endpoint's thread begins it in its own time.
	eventually(t, "it is under way", func() bool {
		status, err := registration.Status()
		return err == nil && status.State == sipreg.StateRegistering
	})
	noGoroutineIsLeft(t)
}

func TestTheOppositeSupersedes(t *testing.T) {
	registration := newRegistration(t, newEndpoint(t), "mute", "MUTE")
	outcome := make(chan error)
	go func() {
		_, err := registration.Register(context.Background())
		outcome <- err
	}()
	eventually(t, "it is under way", func() bool {
		status, err := registration.Status()
		return err == nil && status.State == sipreg.StateRegistering
	})
	go func() { outcome <- registration.Unregister(context.Background()) }()
	if err := <-outcome; !errors.Is(err, sipreg.ErrSuperseded) {
		t.Error("Register:", err)
	}
	must(t, registration.Start())
	if err := <-outcome; !errors.Is(err, sipreg.ErrSuperseded) {
		t.Error("Unregister:", err)
	}
	noGoroutineIsLeft(t)
}

func TestClosingARegistrationEndsItsWait(t *testing.T) {
	registration := newRegistration(t, newEndpoint(t), "mute", "MUTE")
	outcome := make(chan error)
	go func() {
		_, err := registration.Register(context.Background())
		outcome <- err
	}()
	eventually(t, "it is under way", func() bool {
		status, err := registration.Status()
		return err == nil && status.State == sipreg.StateRegistering
	})
	must(t, registration.Close())
	if err := <-outcome; !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func TestShutdownRemovesTheBindings(t *testing.T) {
	endpoint := newEndpoint(t)
	for i, contact := range []string{"sip:a@127.0.0.1:6001", "sip:b@127.0.0.1:6002", "sip:c@127.0.0.1:6003"} {
		registration := newRegistration(t, endpoint, "shutdown", "OPEN", sipreg.WithContact(contact))
		if i == 0 {
			continue // of which nothing was asked
		}
		_, err := registration.Register(soon(t))
		must(t, err)
	}
	must(t, endpoint.Shutdown(soon(t)))
	if err := endpoint.Suspend(); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	other := newRegistration(t, newEndpoint(t), "shutdown", "OPEN")
	if bindings, err := other.Query(soon(t)); err != nil || len(bindings) != 0 {
		t.Errorf("%+v, %v", bindings, err)
	}
}

func TestShutdownClosesWhateverComesOfIt(t *testing.T) {
	endpoint := newEndpoint(t)
	must(t, newRegistration(t, endpoint, "mute", "MUTE").Start())
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if err := endpoint.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := endpoint.Next(soon(t)); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func TestAnEndpointResumes(t *testing.T) {
	key := sipreg.SnapshotKey{9}
	endpoint := newEndpoint(t)
	before, err := newRegistration(t, endpoint, "resumed", "OPEN").Register(soon(t))
	must(t, err)
	snapshot, err := endpoint.Snapshot(&key)
	must(t, err)
	must(t, endpoint.Close())
	endpoint = newEndpoint(t)
	if err := endpoint.Restore(&sipreg.SnapshotKey{8}, snapshot); !errors.Is(err, sipreg.ErrSnapshotTampered) {
		t.Error(err)
	}
	must(t, endpoint.Restore(&key, snapshot))
	must(t, endpoint.Suspend())
	must(t, endpoint.Resume())
	after, err := newRegistration(t, endpoint, "resumed", "OPEN").Register(soon(t))
	must(t, err)
	if after.CallID != before.CallID || after.CSeq <= before.CSeq {
		t.Errorf("before %d of %s, after %d of %s", before.CSeq, before.CallID, after.CSeq, after.CallID)
	}
}

func TestErrorsTellWhatTheyKnow(t *testing.T) {
	registration := newRegistration(t, newEndpoint(t), "alice", "AUTH", sipreg.WithPassword([]byte("looking-glass")))
	_, err := registration.Register(soon(t))
	if !errors.Is(err, sipreg.FailureCredentials) || errors.Is(err, sipreg.FailureTLS) || errors.Is(err, sipreg.TLSFaultNone) {
		t.Error("it is of the wrong class:", err)
	}
	for _, word := range []string{"register", "sip:alice@example.com", "credentials", "401"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not tell %q", err, word)
		}
	}
	if strings.Contains(err.Error(), "looking-glass") {
		t.Errorf("%q tells the password", err)
	}
	if !errors.Is(sipreg.ErrClosed, os.ErrClosed) || !errors.Is(sipreg.ErrTimeout, os.ErrDeadlineExceeded) ||
		errors.Is(sipreg.ErrState, os.ErrClosed) || sipreg.ErrState.Name() != "SIPREG_ERR_STATE" {
		t.Error("a status is taken for another")
	}
}

// The later call decides, and whoever wanted the opposite does not wait for ever.
func TestOppositesAtTheSameTime(t *testing.T) {
	const rounds = 4000
	registration := newRegistration(t, newEndpoint(t), "both", "OPEN")
	for i := 0; i < rounds; i++ {
		outcome := make(chan error)
		go func() {
			_, err := registration.Register(soon(t))
			outcome <- err
		}()
		go func() { outcome <- registration.Unregister(soon(t)) }()
		for k := 0; k < 2; k++ {
			if err := <-outcome; err != nil && !errors.Is(err, sipreg.ErrSuperseded) {
				t.Fatal(err)
			}
		}
	}
}
