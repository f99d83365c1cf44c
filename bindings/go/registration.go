// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"sync/atomic"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Registration is one account at work on one endpoint. Its methods may be called from any goroutine.
//
// Start, Stop and Update return at once, and what becomes of it is told by events. Register, Unregister, Query and the others
// that take a context wait for the event that is their outcome; it is told to the readers of events as well.
type Registration struct {
	endpoint *Endpoint
	handle   *handle
	id       int64
	goal     atomic.Int32  // what it was asked for last
	turn     chan struct{} // held by whoever asks for bindings: two answers could not be told apart
}

// Goals of a registration.
const (
	goalNone int32 = iota // nothing, or to unregister
	goalOnce
	goalKeep
)

// NewRegistration makes a registration of an account, which does nothing until asked. The endpoint keeps it until it is closed.
// ErrState tells that the account has an HA1 without realm, or is sips: on a way that is not TLS throughout.
func (e *Endpoint) NewRegistration(account *Account) (*Registration, error) {
	r := &Registration{endpoint: e, turn: make(chan struct{}, 1)}
	err := e.use(func(endpoint uintptr) error {
		return account.use(func(account uintptr) error {
			var p uintptr
			if err := failed(c.Sipreg_registration_new(&p, endpoint, account)); err != nil {
				return err
			}
			r.handle = newHandle(p, c.Sipreg_registration_unref)
			r.id = c.Sipreg_registration_id(p)
			return nil
		})
	})
	if err == nil {
		err = e.remember(r)
	}
	if err != nil {
		r.handle.close()
		return nil, err
	}
	return r, nil
}

// ID is the number of the registration, unique in the process.
func (r *Registration) ID() int64 {
	if r == nil {
		return 0
	}
	return r.id
}

// Close abandons the registration: no further request, no further event, ErrClosed to those who wait. A binding is left to
// run out; Unregister is the polite end. It may be called again, and never fails.
func (r *Registration) Close() error {
	if r == nil || r.endpoint == nil {
		return nil
	}
	r.handle.close()
	r.endpoint.forget(r.id)
	r.endpoint.inbox.dismiss(r.id)
	return nil
}

func (r *Registration) use(call func(p uintptr) error) error {
	if r == nil {
		return refused("registration", "is nil")
	}
	return r.handle.use(call)
}

// Start registers now and keeps the binding alive until Stop or Unregister: refreshing, answering challenges and retrying go
// on by themselves. On a registration given up, or waiting for its next attempt, it tries again at once; otherwise starting
// twice changes nothing.
func (r *Registration) Start() error {
	return r.tell(wishRegistered, func(p uintptr) int {
		r.goal.Store(goalKeep)
		return c.Sipreg_registration_start(p)
	})
}

// Stop removes our binding. EventUnregistered follows, or EventFailed of OperationUnregister, after which the binding is left
// to run out.
func (r *Registration) Stop() error {
	return r.tell(wishUnregistered, func(p uintptr) int {
		r.goal.Store(goalNone)
		return c.Sipreg_registration_stop(p)
	})
}

func (r *Registration) tell(what wish, call func(uintptr) int) error {
	return r.use(func(p uintptr) error {
		return r.endpoint.inbox.tell(r.id, what, func() error { return failed(call(p)) })
	})
}

// Update goes on with another account of the same address-of-record and registrar: a rotated password, other Contacts, another
// push token. If the registrar would see a difference and the registration is kept, it refreshes at once, and removes the
// Contacts that are gone.
func (r *Registration) Update(account *Account) error {
	return r.use(func(p uintptr) error {
		return account.use(func(a uintptr) error {
			code := c.Sipreg_registration_update(p, a)
			if Status(code) == ErrInvalid {
				return refused("account", "is of another address-of-record or registrar")
			}
			return failed(code)
		})
	})
}

// Status tells how it stands now, as an event of type EventStatus. What was asked for a moment ago may not be begun yet.
func (r *Registration) Status() (Event, error) {
	var event Event
	err := r.use(func(p uintptr) error {
		var raw uintptr
		if err := failed(c.Sipreg_registration_status(p, &raw)); err != nil {
			return err
		}
		event = newEvent(raw, r.endpoint.find)
		return nil
	})
	return event, err
}
