// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of many registrations, and of the order of what is told.

const many = 1000

func startMany(t *testing.T, endpoint *sipreg.Endpoint) []*sipreg.Registration {
	t.Helper()
	all := make([]*sipreg.Registration, many)
	for i := range all {
		all[i] = newOpen(t, endpoint, fmt.Sprintf("many%d", i))
		must(t, all[i].Start())
	}
	return all
}

// rest are the events that still come, until there is quiet.
func rest(t *testing.T, endpoint *sipreg.Endpoint, quiet time.Duration) []sipreg.Event {
	t.Helper()
	var all []sipreg.Event
	for {
		ctx, cancel := context.WithTimeout(context.Background(), quiet)
		event, err := endpoint.Next(ctx)
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			return all
		}
		must(t, err)
		all = append(all, event)
	}
}

// eachTellsOnce waits until every one has told of it, and none twice.
func eachTellsOnce(t *testing.T, endpoint *sipreg.Endpoint, wanted sipreg.EventType) {
	t.Helper()
	told := map[*sipreg.Registration]bool{}
	for len(told) < many {
		event := await(t, endpoint, wanted)
		if told[event.Registration] {
			t.Fatalf("%s is told of twice", event.AOR)
		}
		told[event.Registration] = true
	}
}

func thousand(t *testing.T) {
	endpoint := newEndpoint(t)
	all := startMany(t, endpoint)
	eachTellsOnce(t, endpoint, sipreg.EventRegistered)
	for _, registration := range all {
		must(t, registration.Stop())
	}
	eachTellsOnce(t, endpoint, sipreg.EventUnregistered)
	nothingMore(t, endpoint, time.Millisecond)
}

// More than 2000 messages are shown on the way, most of which give way, so that there is an overflow to tell of.
func slowReader(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithTraceEvents(true))
	for _, registration := range startMany(t, endpoint) {
		awaitState(t, registration, sipreg.StateRegistered)
	}
	last := map[*sipreg.Registration]sipreg.State{}
	var dropped, shown int64
	for _, event := range rest(t, endpoint, 200*time.Millisecond) {
		if event.Registration != nil {
			last[event.Registration] = event.State
		}
		if event.Type == sipreg.EventTrace {
			shown++
		}
		dropped += event.Dropped
	}
	if len(last) != many {
		t.Errorf("%d have told of themselves", len(last))
	}
	for registration, state := range last {
		if state != sipreg.StateRegistered {
			t.Errorf("the last of %d is %v", registration.ID(), state)
		}
	}
	if dropped == 0 || dropped+shown < 2*many {
		t.Errorf("%d dropped, %d shown", dropped, shown)
	}
}

func eventOrder(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "order")
	must(t, registration.Start())
	awaitState(t, registration, sipreg.StateRegistered)
	must(t, registration.Stop())
	awaitState(t, registration, sipreg.StateIdle)
	must(t, registration.Start())
	order := []sipreg.EventType{sipreg.EventRegistered, sipreg.EventUnregistered, sipreg.EventRegistered}
	for _, wanted := range order {
		event := awaitThat(t, endpoint, func(e sipreg.Event) bool { return e.Type != sipreg.EventPublicAddress })
		if event.Type != wanted {
			t.Fatalf("%v came, wanted %v of %v", event.Type, wanted, order)
		}
	}
}
