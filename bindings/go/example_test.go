// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Where the examples register: as "sip:example.com".
var (
	registrar     = os.Getenv("SIPREG_AUTH")
	openRegistrar = os.Getenv("SIPREG_OPEN")
	deadRegistrar = os.Getenv("SIPREG_DEAD")
)

func Example() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	account, err := sipreg.NewAccount("sip:alice@example.com", registrar, sipreg.WithPassword([]byte("wonderland")))
	if err != nil {
		log.Fatal(err)
	}
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	registered, err := registration.Register(ctx) // and keeps it alive from now on
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(registered.AOR, "is", registered.State, "for", registered.GrantedExpires)

	if err := endpoint.Shutdown(ctx); err != nil { // removes the binding
		log.Fatal(err)
	}
	// Output: sip:alice@example.com is registered for 1h0m0s
}

func ExampleEndpoint_Events() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	account, _ := sipreg.NewAccount("sip:alice@example.com", registrar, sipreg.WithPassword([]byte("wonderland")))
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	if err := registration.Start(); err != nil {
		log.Fatal(err)
	}
	for event := range endpoint.Events(ctx) {
		switch event.Type {
		case sipreg.EventRegistered:
			fmt.Println("registered")
			registration.Stop()
		case sipreg.EventFailed:
			fmt.Println(event.Err())
			if !event.WillRetry {
				cancel()
			}
		case sipreg.EventUnregistered:
			fmt.Println("unregistered")
			cancel()
		}
	}
	// Output:
	// registered
	// unregistered
}

func ExampleAttemptError() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	account, _ := sipreg.NewAccount("sip:alice@example.com", deadRegistrar)
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()

	_, err = registration.Register(ctx)
	var failed *sipreg.AttemptError
	switch {
	case errors.Is(err, sipreg.FailureCredentials):
		fmt.Println("ask for another password")
	case errors.As(err, &failed):
		fmt.Println("it failed:", failed.Event.Failure, "and is tried again:", failed.Event.WillRetry)
	}
	// Output: it failed: transport and is tried again: true
}

func ExampleNewAccount_refused() {
	_, err := sipreg.NewAccount("sip:alice@example.com", "sip:example.com", sipreg.WithExpires(-time.Hour))
	var refused *sipreg.ArgumentError
	if errors.As(err, &refused) {
		fmt.Println(refused.Argument)
	}
	// Output: expires
}

func ExampleCredentialRequest() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	account, _ := sipreg.NewAccount("sip:alice@example.com", registrar, sipreg.WithAskCredentials(true))
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	registration.Start()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for event := range endpoint.Events(ctx) {
		switch event.Type {
		case sipreg.EventCredentials:
			fmt.Println("password for", event.Credentials.Realm)
			go event.Credentials.GivePassword([]byte("wonderland")) // whenever somebody has typed it
		case sipreg.EventRegistered:
			fmt.Println("registered")
			return
		}
	}
	// Output:
	// password for example.com
	// registered
}

func ExampleRegistration_Query() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	account, _ := sipreg.NewAccount("sip:desk@example.com", openRegistrar, sipreg.WithContact("sip:desk@192.0.2.9:5062"))
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := registration.Register(ctx); err != nil {
		log.Fatal(err)
	}
	bindings, err := registration.Query(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, binding := range bindings {
		fmt.Println(binding.URI, "is ours:", binding.Own)
	}
	// Output: sip:desk@192.0.2.9:5062 is ours: true
}

func ExampleRegistration_Snapshot() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	account, _ := sipreg.NewAccount("sip:alice@example.com", registrar, sipreg.WithPassword([]byte("wonderland")))
	key := sipreg.SnapshotKey{ /* 32 bytes of your own: secret, and random */ }

	// This run of the program.
	endpoint, _ := sipreg.NewEndpoint()
	registration, _ := endpoint.NewRegistration(account)
	before, err := registration.Register(ctx)
	if err != nil {
		log.Fatal(err)
	}
	snapshot, err := registration.Snapshot(&key) // goes to a file
	if err != nil {
		log.Fatal(err)
	}
	endpoint.Close()

	// The next one.
	endpoint, _ = sipreg.NewEndpoint()
	defer endpoint.Close()
	registration, _ = endpoint.NewRegistration(account)
	if err := registration.Restore(&key, snapshot); err != nil {
		log.Fatal(err)
	}
	after, err := registration.Register(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("the same Call-ID:", after.CallID == before.CallID)
	// Output: the same Call-ID: true
}

func ExampleLogLevel_Slog() {
	endpoint, err := sipreg.NewEndpoint(sipreg.WithLogEvents(sipreg.LogWarning))
	if err != nil {
		log.Fatal(err)
	}
	defer endpoint.Close()
	account, _ := sipreg.NewAccount("sip:alice@example.com", deadRegistrar)
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		log.Fatal(err)
	}
	registration.Start()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for event := range endpoint.Events(ctx) {
		if line := event.Log; line != nil {
			// With log/slog: logger.Log(ctx, slog.Level(line.Level.Slog()), line.Line)
			fmt.Println(line.Level, line.Level.Slog())
			return
		}
	}
	// Output: warning 4
}
