// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"
)

// What was handed to somebody is nobody else's, though the context has ended in the same moment.
func TestAnEventThatWasHandedOutIsNotLost(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	in := &inbox{watchers: map[int64][]*waiter{}}
	for i := 0; i < 100; i++ { // select takes one of two by chance
		w := &waiter{got: make(chan outcome, 1)}
		in.readers = append(in.readers, w)
		in.hand(Event{CSeq: 7})
		if event, err := in.await(ctx, w); err != nil || event.CSeq != 7 {
			t.Fatal(event, err)
		}
	}
}

// Whoever takes events at once may leave nobody waiting: then the goroutine at the descriptor ends, though the poller has seen
// nothing, as when the events are gone again before it looks. Here it stands at another, which never has any.
func TestNobodyIsWaitedForWhenOthersWereServed(t *testing.T) {
	deadline := time.Now().Add(20 * time.Second)
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	until := func(what string, holds func() bool) {
		for ; !holds(); runtime.Gosched() {
			if time.Now().After(deadline) {
				t.Fatalf("not so: %s", what)
			}
		}
	}
	endpoint, err := NewEndpoint()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(err)
	defer endpoint.Close()
	in := endpoint.inbox
	locked := func(holds func() bool) bool {
		in.mu.Lock()
		defer in.mu.Unlock()
		return holds()
	}
	silent, end, err := os.Pipe()
	check(err)
	defer end.Close()
	in.file.Close()
	in.file = silent
	in.conn, err = silent.SyscallConn()
	check(err)

	served := make(chan error)
	go func() {
		_, err := endpoint.Next(ctx)
		served <- err
	}()
	until("somebody waits", func() bool { return locked(func() bool { return in.pumping }) })
	for _, user := range []string{"one", "two"} { // an event each at least
		account, err := NewAccount("sip:"+user+"@example.com", os.Getenv("SIPREG_OPEN"))
		check(err)
		registration, err := endpoint.NewRegistration(account)
		check(err)
		check(registration.Start())
		until("it is registered", func() bool {
			status, err := registration.Status()
			return err == nil && status.State == StateRegistered
		})
	}
	_, err = endpoint.Next(ctx)
	check(err)
	check(<-served)
	until("nobody is waited for", func() bool { return locked(func() bool { return !in.pumping }) })
}
