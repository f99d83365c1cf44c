// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of ends: an endpoint goes while something is under way. A listener is a goroutine that reads the events.

// listen calls back for each event until the endpoint is closed; then the channel is.
func listen(endpoint *sipreg.Endpoint, tell func(sipreg.Event)) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			event, err := endpoint.Next(context.Background())
			if err != nil {
				return
			}
			tell(event)
		}
	}()
	return ended
}

func closePending(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithTraceEvents(true))
	underWay := make(chan struct{})
	var once sync.Once
	tell := func(event sipreg.Event) {
		if event.Trace != nil && event.Trace.Sent {
			once.Do(func() { close(underWay) })
		}
	}
	readers := []<-chan struct{}{listen(endpoint, tell), listen(endpoint, tell)}
	registration := newRegistration(t, endpoint, newAccount(t, "alice", place(t, "SIPREG_MUTE")))
	outcome := make(chan error, 1)
	go func() {
		_, err := registration.Register(context.Background())
		outcome <- err
	}()
	within(t, limit, "the request", underWay)
	began := time.Now()
	must(t, endpoint.Close())
	for _, reader := range readers {
		within(t, time.Second, "a reader's end", reader)
	}
	select {
	case err := <-outcome:
		mustBe(t, err, os.ErrClosed)
	case <-time.After(time.Second):
		t.Fatal("who waits for the outcome does not wake")
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("it takes %v", took)
	}
}

func closeInListener(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "user0")
	count := 0
	ended := listen(endpoint, func(sipreg.Event) {
		count++
		endpoint.Close()
	})
	must(t, registration.Start())
	within(t, limit, "the listener's end", ended)
	mustBe(t, registration.Start(), sipreg.ErrClosed)
	if count != 1 {
		t.Errorf("%d events were delivered", count)
	}
}

func listenerThrows(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "user0")
	told := make(chan struct{}, 100)
	listen(endpoint, func(event sipreg.Event) {
		defer func() { recover() }()
		if event.Type == sipreg.EventRegistered {
			told <- struct{}{}
		}
		panic(event.Type.String())
	})
	must(t, registration.Start())
	for i := 0; i < 4; i++ {
		select {
		case <-told:
		case <-time.After(limit):
			t.Fatalf("only %d events came", i)
		}
		_, err := registration.Refresh(soon(t))
		must(t, err)
	}
}

func closeUnderLock(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "user0")
	var wanted sync.Mutex
	inside := make(chan struct{}, 100)
	wanted.Lock()
	ended := listen(endpoint, func(sipreg.Event) {
		inside <- struct{}{}
		wanted.Lock()
		defer wanted.Unlock()
	})
	must(t, registration.Start())
	select {
	case <-inside:
	case <-time.After(limit):
		t.Fatal("no event came")
	}
	closed := make(chan struct{})
	go func() { endpoint.Close(); registration.Close(); close(closed) }()
	within(t, time.Second, "the close", closed)
	wanted.Unlock()
	within(t, limit, "the listener's end", ended)
}

func threeClosers(t *testing.T) {
	for round := 0; round < 50; round++ {
		endpoint := newEndpoint(t)
		registration := newOpen(t, endpoint, "user0")
		must(t, registration.Start())
		ended := listen(endpoint, func(sipreg.Event) {})
		var closers sync.WaitGroup
		for i := 0; i < 3; i++ {
			closers.Add(1)
			go func() { defer closers.Done(); endpoint.Close() }()
		}
		closers.Wait()
		within(t, limit, "the listener's end", ended)
		mustBe(t, registration.Start(), sipreg.ErrClosed)
	}
}

func descriptors(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return len(entries)
}

// In Go an endpoint is started when it is made; every other one waits for its Run, and has no thread.
func forgotten(t *testing.T) {
	before := descriptors(t)
	for i := 0; i < 500; i++ {
		var options []sipreg.EndpointOption
		if i%2 == 0 {
			options = append(options, sipreg.WithCallerDriven())
		}
		endpoint, err := sipreg.NewEndpoint(options...)
		must(t, err)
		if i%4 == 3 {
			must(t, newOpen(t, endpoint, "user0").Start())
		}
		for deadline := time.Now().Add(limit); i%50 == 0 && descriptors(t) > before+200; {
			collect(t, deadline)
		}
	}
	for deadline := time.Now().Add(limit); descriptors(t) > before+10; {
		collect(t, deadline)
	}
}

func collect(t *testing.T, deadline time.Time) {
	t.Helper()
	if time.Now().After(deadline) {
		t.Fatalf("%d descriptors are open", descriptors(t))
	}
	runtime.GC()
}

func exitUnderLoad(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	us, err := os.Executable()
	must(t, err)
	command := exec.CommandContext(ctx, us)
	command.Env = append(os.Environ(), "SIPREG_CHILD=1")
	if output, err := command.CombinedOutput(); err != nil || string(output) != "under load\n" {
		t.Errorf("%v: %s", err, output)
	}
}

// child returns from main while events flow.
func child() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		panic(err)
	}
	told := make(chan struct{})
	listen(endpoint, func(event sipreg.Event) {
		go event.Registration.Refresh(context.Background())
		told <- struct{}{}
	})
	for i := 0; i < 100; i++ {
		account, err := sipreg.NewAccount(fmt.Sprintf("sip:user%d@example.com", i), os.Getenv("SIPREG_OPEN"))
		if err != nil {
			panic(err)
		}
		registration, err := endpoint.NewRegistration(account)
		if err != nil || registration.Start() != nil {
			panic(err)
		}
	}
	for i := 0; i < 300; i++ {
		<-told
	}
	go func() {
		for range told {
		}
	}()
	fmt.Println("under load")
}
