// SPDX-License-Identifier: LGPL-2.1-or-later

package conformance

import (
	"testing"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// Scenarios of the bindings at the registrar.

const (
	ours   = "sip:here@127.0.0.1:6001"
	theirs = "sip:there@127.0.0.1:6002"
)

// pair makes two Contacts of one AOR by two registrations; nothing is kept.
func pair(t *testing.T, user string) (endpoint *sipreg.Endpoint, our *sipreg.Registration) {
	t.Helper()
	endpoint = newEndpoint(t)
	for _, contact := range []string{theirs, ours} {
		our = newOpen(t, endpoint, user, sipreg.WithContact(contact))
		_, err := our.RegisterOnce(soon(t))
		must(t, err)
	}
	return endpoint, our
}

func uris(bindings []sipreg.Binding) map[string]bool {
	all := map[string]bool{}
	for _, binding := range bindings {
		all[binding.URI] = true
	}
	return all
}

func queryBindings(t *testing.T) {
	_, our := pair(t, "query")
	bindings, err := our.Query(soon(t))
	must(t, err)
	if all := uris(bindings); len(bindings) != 2 || !all[ours] || !all[theirs] {
		t.Fatalf("%+v", bindings)
	}
	for _, binding := range bindings {
		if binding.Own != (binding.URI == ours) {
			t.Errorf("%+v", binding)
		}
	}
}

func removeBinding(t *testing.T) {
	_, our := pair(t, "remove")
	bindings, err := our.RemoveBinding(soon(t), theirs)
	must(t, err)
	if all := uris(bindings); !all[ours] || all[theirs] {
		t.Errorf("%+v", bindings)
	}
}

func removeAll(t *testing.T) {
	endpoint, our := pair(t, "remove-all")
	bindings, err := our.RemoveAll(soon(t))
	must(t, err)
	if len(bindings) != 0 {
		t.Errorf("%+v", bindings)
	}
	if event := await(t, endpoint, sipreg.EventUnregistered); event.Registration != our {
		t.Error("it is of another registration")
	}
}

func updateAccount(t *testing.T) {
	endpoint := newEndpoint(t)
	registration := newOpen(t, endpoint, "update", sipreg.WithContact(ours))
	must(t, registration.Start())
	await(t, endpoint, sipreg.EventRegistered)
	must(t, registration.Update(newAccount(t, "update", place(t, "SIPREG_OPEN"), sipreg.WithContact(theirs))))
	await(t, endpoint, sipreg.EventRegistered)
	bindings, err := registration.Query(soon(t))
	must(t, err)
	if len(bindings) != 1 || bindings[0].URI != theirs {
		t.Errorf("%+v", bindings)
	}
}
