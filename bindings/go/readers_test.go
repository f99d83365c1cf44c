// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

func TestReadersTakeNoThread(t *testing.T) {
	const readers = 200
	endpoint := newEndpoint(t)
	before := threads(t)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, readers)
	for i := 0; i < readers; i++ {
		go func() {
			_, err := endpoint.Next(ctx)
			ended <- err
		}()
	}
	// All of them wait, and one for all of them in the poller.
	eventually(t, "they wait", func() bool { return len(goroutines()) == readers+1 })
	// The runtime may have made some for other reasons.
	if now := threads(t); now > before+10 {
		t.Errorf("%d threads before, %d with %d readers", before, now, readers)
	}
	cancel()
	for i := 0; i < readers; i++ {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	noGoroutineIsLeft(t)
}

// Many of them give up all the time, and an event may come in that very moment.
func TestReadersLoseNothing(t *testing.T) {
	const count, readers = 2000, 8
	endpoint := newEndpoint(t)
	var mu sync.Mutex
	seen, gone := map[string]int{}, 0
	ctx, cancel := context.WithCancel(soon(t))
	defer cancel()
	var ended sync.WaitGroup
	for i := 0; i < readers; i++ {
		ended.Add(1)
		go func() {
			defer ended.Done()
			for ctx.Err() == nil {
				short, giveUp := context.WithTimeout(ctx, 300*time.Microsecond)
				if event, err := endpoint.Next(short); err == nil {
					mu.Lock()
					seen[fmt.Sprint(event.Type, event.RegistrationID)]++
					if event.Type == sipreg.EventUnregistered {
						if gone++; gone == count {
							cancel()
						}
					}
					mu.Unlock()
				}
				giveUp()
			}
		}()
	}
	for i := 0; i < count; i++ {
		registration := newRegistration(t, endpoint, fmt.Sprintf("reader%d", i), "OPEN")
		must(t, registration.Start())
		must(t, registration.Stop())
	}
	ended.Wait()
	if gone != count {
		t.Errorf("%d of %d have told of their end", gone, count)
	}
	for what, times := range seen {
		if times != 1 {
			t.Errorf("%s came %d times", what, times)
		}
	}
}

// What somebody waits for is told to the readers, too, each once and in order.
func TestWatchersLeaveEventsToReaders(t *testing.T) {
	const count = 50
	endpoint := newEndpoint(t)
	ctx := soon(t)
	var wait sync.WaitGroup
	for i := 0; i < count; i++ {
		wait.Add(1)
		registration := newRegistration(t, endpoint, fmt.Sprintf("watched%d", i), "OPEN")
		go func() {
			defer wait.Done()
			if _, err := registration.Register(ctx); err != nil {
				t.Error(err)
			}
			if err := registration.Unregister(ctx); err != nil {
				t.Error(err)
			}
		}()
	}
	told := map[*sipreg.Registration][]sipreg.EventType{}
	complete := 0
	for complete < count {
		event, err := endpoint.Next(ctx)
		must(t, err)
		if event.Type != sipreg.EventPublicAddress {
			told[event.Registration] = append(told[event.Registration], event.Type)
		}
		if event.Type == sipreg.EventUnregistered {
			complete++
		}
	}
	wait.Wait()
	for registration, types := range told {
		if len(types) != 2 || types[0] != sipreg.EventRegistered {
			t.Errorf("%d told of %v", registration.ID(), types)
		}
	}
	noGoroutineIsLeft(t)
}

// Whoever takes events at once may leave nobody waiting: then the goroutine at the descriptor ends, though the poller has seen
// nothing, as when the events are gone again before it looks. Here the descriptor never tells.
func TestNobodyIsWaitedForWhenOthersWereServed(t *testing.T) {
	silent, end, err := os.Pipe()
	must(t, err)
	defer end.Close()
	endpoint := newEndpoint(t)
	must(t, endpoint.Blind(silent))
	served := make(chan error)
	go func() {
		_, err := endpoint.Next(soon(t))
		served <- err
	}()
	eventually(t, "it waits, and the goroutine at the descriptor", func() bool { return len(goroutines()) == 2 })
	for _, user := range []string{"one", "two"} { // an event each at least
		registration := newRegistration(t, endpoint, user, "OPEN")
		must(t, registration.Start())
		eventually(t, "it is registered", func() bool {
			status, err := registration.Status()
			return err == nil && status.State == sipreg.StateRegistered
		})
	}
	_, err = endpoint.Next(soon(t))
	must(t, err)
	must(t, <-served)
	noGoroutineIsLeft(t)
}

func TestEventsEndWithTheContext(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newRegistration(t, endpoint, "channel", "OPEN")
	ctx, cancel := context.WithCancel(context.Background())
	events := endpoint.Events(ctx)
	must(t, registration.Start())
	for event := range events {
		if event.Registration != registration {
			t.Errorf("%+v", event)
		}
		if event.Type == sipreg.EventRegistered {
			break
		}
	}
	// One is on its way, and nobody reads it there any more.
	_, err := registration.Refresh(soon(t))
	must(t, err)
	cancel()
	for event := range events {
		t.Logf("%v was still received", event.Type)
		return
	}
	event, err := endpoint.Next(soon(t))
	if err != nil || event.Type != sipreg.EventRegistered {
		t.Error(event.Type, err)
	}
	noGoroutineIsLeft(t)
}

func TestEventsEndWithTheEndpoint(t *testing.T) {
	endpoint := newEndpoint(t)
	unread, read := endpoint.Events(context.Background()), endpoint.Events(context.Background())
	for i := 0; i < 2; i++ {
		must(t, newRegistration(t, endpoint, fmt.Sprintf("end%d", i), "OPEN").Start())
	}
	<-read
	must(t, endpoint.Close())
	for range read {
	}
	for range unread {
	}
	noGoroutineIsLeft(t)
}

func TestNothingIsLeftOfHundreds(t *testing.T) {
	before := threads(t)
	for i := 0; i < 300; i++ {
		endpoint := newEndpoint(t)
		must(t, newRegistration(t, endpoint, "left", "OPEN").Start())
		endpoint.Events(context.Background())
		must(t, endpoint.Close())
	}
	noGoroutineIsLeft(t)
	eventually(t, "the endpoints' threads have gone", func() bool { return threads(t) <= before+10 })
}
