// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

func TestRunDrivesAnEndpoint(t *testing.T) {
	before := threads(t)
	endpoint := newEndpoint(t, sipreg.WithCallerDriven(), sipreg.WithAttemptDeadline(200*time.Millisecond))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- endpoint.Run(ctx) }()
	registration := newRegistration(t, endpoint, "alice", "AUTH", sipreg.WithPassword([]byte("wonderland")))
	_, err := registration.Register(soon(t))
	must(t, err)
	for i := 0; i < 20; i++ {
		_, err = registration.Refresh(soon(t))
		must(t, err)
	}
	// A timer of the library's, and no packet, is what makes it fail.
	deaf := newRegistration(t, endpoint, "deaf", "MUTE")
	must(t, deaf.Start())
	failure := sipreg.Event{}
	for failure.Type != sipreg.EventFailed {
		failure, err = endpoint.Next(soon(t))
		must(t, err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if now := threads(t); now > before+10 {
		t.Errorf("%d threads before, %d now", before, now)
	}
	go func() { ended <- endpoint.Run(context.Background()) }()
	must(t, registration.Unregister(soon(t)))
	must(t, endpoint.Close())
	if err := <-ended; !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	noGoroutineIsLeft(t)
}

func TestRunIsForCallerDrivenEndpoints(t *testing.T) {
	if err := newEndpoint(t).Run(soon(t)); !errors.Is(err, sipreg.ErrState) {
		t.Error(err)
	}
}
