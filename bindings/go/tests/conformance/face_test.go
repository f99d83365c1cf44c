// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// limit is how long anything may take that is waited for.
const limit = 20 * time.Second

func place(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run it by tests/conformance/run", name)
	}
	return value
}

// addressOf is what stands between scheme and parameters.
func addressOf(uri string) string {
	_, rest, _ := strings.Cut(uri, ":")
	address, _, _ := strings.Cut(rest, ";")
	return address
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Fatalf("got %v, wanted %v", err, wanted)
	}
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

func newEndpoint(t *testing.T, options ...sipreg.EndpointOption) *sipreg.Endpoint {
	t.Helper()
	endpoint, err := sipreg.NewEndpoint(options...)
	must(t, err)
	t.Cleanup(func() { endpoint.Close() })
	return endpoint
}

func newAccount(t *testing.T, user, registrar string, options ...sipreg.AccountOption) *sipreg.Account {
	t.Helper()
	account, err := sipreg.NewAccount("sip:"+user+"@example.com", registrar, options...)
	must(t, err)
	return account
}

func newRegistration(t *testing.T, endpoint *sipreg.Endpoint, account *sipreg.Account) *sipreg.Registration {
	t.Helper()
	registration, err := endpoint.NewRegistration(account)
	must(t, err)
	return registration
}

func newAlice(t *testing.T, endpoint *sipreg.Endpoint) *sipreg.Registration {
	t.Helper()
	password := sipreg.WithPassword([]byte("wonderland"))
	return newRegistration(t, endpoint, newAccount(t, "alice", place(t, "SIPREG_AUTH"), password))
}

func newOpen(t *testing.T, endpoint *sipreg.Endpoint, user string, options ...sipreg.AccountOption) *sipreg.Registration {
	t.Helper()
	return newRegistration(t, endpoint, newAccount(t, user, place(t, "SIPREG_OPEN"), options...))
}

// await is the next event of the type.
func await(t *testing.T, endpoint *sipreg.Endpoint, wanted sipreg.EventType) sipreg.Event {
	t.Helper()
	return awaitThat(t, endpoint, func(event sipreg.Event) bool { return event.Type == wanted })
}

func awaitThat(t *testing.T, endpoint *sipreg.Endpoint, isWanted func(sipreg.Event) bool) sipreg.Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	for {
		event, err := endpoint.Next(ctx)
		must(t, err)
		if isWanted(event) {
			return event
		}
		if event.Type == sipreg.EventFailed {
			t.Logf("passed over: %v", event.Err())
		}
	}
}

// awaitState asks until it stands so; it takes no event.
func awaitState(t *testing.T, registration *sipreg.Registration, wanted sipreg.State) {
	t.Helper()
	ctx := soon(t)
	often := time.NewTicker(time.Millisecond)
	defer often.Stop()
	for {
		status, err := registration.Status()
		must(t, err)
		if status.State == wanted {
			return
		}
		select {
		case <-often.C:
		case <-ctx.Done():
			t.Fatalf("state is %v, wanted %v", status.State, wanted)
		}
	}
}

// within fails if it takes longer.
func within(t *testing.T, time_ time.Duration, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(time_):
		t.Fatalf("%s takes longer than %v", what, time_)
	}
}
