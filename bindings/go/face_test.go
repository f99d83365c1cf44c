// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// limit is how long anything may take that is waited for.
const limit = 20 * time.Second

func place(t testing.TB, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run it by tests/conformance/run", name)
	}
	return value
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

func newEndpoint(t testing.TB, options ...sipreg.EndpointOption) *sipreg.Endpoint {
	t.Helper()
	endpoint, err := sipreg.NewEndpoint(options...)
	must(t, err)
	t.Cleanup(func() { endpoint.Close() })
	return endpoint
}

// newRegistration is one of this user where SIPREG_ and the name say.
func newRegistration(t testing.TB, endpoint *sipreg.Endpoint, user, where string,
	options ...sipreg.AccountOption) *sipreg.Registration {
	t.Helper()
	account, err := sipreg.NewAccount("sip:"+user+"@example.com", place(t, "SIPREG_"+where), options...)
	must(t, err)
	registration, err := endpoint.NewRegistration(account)
	must(t, err)
	return registration
}

// eventually asks until it holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !holds(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("not so: %s", what)
		}
	}
}

// goroutines are the stacks of those that run our package.
func goroutines() []string {
	all := make([]byte, 1<<22)
	all = all[:runtime.Stack(all, true)]
	var ours []string
	for _, stack := range bytes.Split(all, []byte("\n\n")) {
		if bytes.Contains(stack, []byte("bindings/go.")) && !bytes.Contains(stack, []byte("testing.tRunner")) {
			ours = append(ours, string(stack))
		}
	}
	return ours
}

func noGoroutineIsLeft(t testing.TB) {
	t.Helper()
	eventually(t, "no goroutine is left", func() bool { return len(goroutines()) == 0 })
}

func threads(t testing.TB) (count int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	must(t, err)
	_, line, _ := strings.Cut(string(status), "\nThreads:")
	_, err = fmt.Sscan(line, &count)
	must(t, err)
	return count
}
