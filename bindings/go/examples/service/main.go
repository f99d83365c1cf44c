// SPDX-License-Identifier: LGPL-2.1-or-later

// Command service keeps an account registered until SIGTERM or SIGINT comes, and then removes its binding. SIGHUP has it
// register anew, as after a change of the network.
//
//	service -aor sip:alice@example.com -registrar sip:example.com -password-file FILE
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// farewell is how long the removal of the binding may take.
const farewell = 10 * time.Second

func main() {
	log.SetFlags(0)
	aor := flag.String("aor", "", "address-of-record, as sip:alice@example.com")
	registrar := flag.String("registrar", "", "as sip:example.com")
	passwordFile := flag.String("password-file", "", "file whose first line is the password")
	expires := flag.Duration("expires", time.Hour, "lifetime to ask for")
	flag.Parse()

	account, err := newAccount(*aor, *registrar, *passwordFile, *expires)
	if err != nil {
		log.Print(err)
		os.Exit(2)
	}
	if err := serve(account); err != nil {
		log.Fatal(err)
	}
}

func newAccount(aor, registrar, passwordFile string, expires time.Duration) (*sipreg.Account, error) {
	options := []sipreg.AccountOption{sipreg.WithExpires(expires)}
	if passwordFile != "" {
		content, err := os.ReadFile(passwordFile)
		if err != nil {
			return nil, err
		}
		defer wipe(content)
		password, _, _ := bytes.Cut(content, []byte("\n"))
		options = append(options, sipreg.WithPassword(password))
	}
	return sipreg.NewAccount(aor, registrar, options...)
}

// wipe forgets a secret: the library has its own copy, in guarded memory.
func wipe(secret []byte) {
	for i := range secret {
		secret[i] = 0
	}
}

// serve ends with nil after a signal, or with what cannot be mended by trying again.
func serve(account *sipreg.Account) error {
	endpoint, err := sipreg.NewEndpoint(sipreg.WithLogEvents(sipreg.LogWarning), sipreg.WithWatchNetwork(true))
	if err != nil {
		return err
	}
	defer endpoint.Close()
	registration, err := endpoint.NewRegistration(account)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)

	if err := registration.Start(); err != nil {
		return err
	}
	for events := endpoint.Events(ctx); ; {
		select {
		case <-hangup:
			if err := endpoint.NetworkChanged(nil, nil); err != nil {
				return err
			}
		case event, more := <-events:
			if !more {
				stop() // a second signal ends us at once
				return sayGoodbye(endpoint)
			}
			if err := report(event); err != nil {
				return err
			}
		}
	}
}

func report(event sipreg.Event) error {
	switch event.Type {
	case sipreg.EventRegistered:
		log.Printf("registered %s as %s for %v", event.AOR, event.Contact, event.GrantedExpires)
	case sipreg.EventFailed:
		if !event.WillRetry {
			return event.Err()
		}
		log.Printf("%v; next attempt in %v", event.Err(), event.NextAttempt)
	case sipreg.EventLog:
		log.Printf("%v: %s", event.Log.Level, event.Log.Line)
	case sipreg.EventDegraded, sipreg.EventExpired, sipreg.EventLost, sipreg.EventReplaced:
		log.Printf("%v: %s", event.Type, event.AOR)
	}
	return nil
}

func sayGoodbye(endpoint *sipreg.Endpoint) error {
	ctx, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	err := endpoint.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Printf("the registrar does not answer; the binding runs out by itself")
		return nil
	}
	if err == nil {
		log.Print("unregistered")
	}
	return err
}
