// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// wish is what somebody waits for.
type wish int

const (
	wishRegistered wish = 1 << iota
	wishUnregistered
	wishBindings
)

func (w wish) opposite() wish {
	switch w {
	case wishRegistered:
		return wishUnregistered
	case wishUnregistered:
		return wishRegistered
	}
	return 0
}

// Register is Start, and waits for the outcome: the event of the REGISTER that succeeded, or an AttemptError. Of a
// registration that is registered and kept already it gives its status.
//
// The context bounds the wait alone: what was begun goes on, also after a failure if AttemptError.Event.WillRetry says so.
// Stop, Unregister or Close end it.
func (r *Registration) Register(ctx context.Context) (Event, error) {
	var kept bool
	w, err := r.ask(ctx, wishRegistered, isRegistered, func(p uintptr) int {
		kept = r.goal.Swap(goalKeep) == goalKeep
		return c.Sipreg_registration_start(p)
	})
	if err != nil {
		return Event{}, err
	}
	// Of a binding that is kept already, no event follows.
	if kept {
		if status, err := r.Status(); err == nil && status.State == StateRegistered && !status.Degraded {
			r.endpoint.inbox.leave(w)
			return status, nil
		}
	}
	return r.outcome(ctx, w)
}

// RegisterOnce registers by one attempt, without refresh and retry, and waits for its outcome as Register does. EventExpired
// tells later that the binding ran out.
func (r *Registration) RegisterOnce(ctx context.Context) (Event, error) {
	w, err := r.ask(ctx, wishRegistered, isRegistered, func(p uintptr) int {
		r.goal.Store(goalOnce)
		return c.Sipreg_registration_register_once(p)
	})
	if err != nil {
		return Event{}, err
	}
	return r.outcome(ctx, w)
}

// The library's bounds on the deadline of a refresh, and its own where the context has none.
const (
	shortestRefresh = 100 * time.Millisecond
	usualRefresh    = 32 * time.Second
	longestRefresh  = 600 * time.Second
)

// Refresh registers or refreshes at once, after a push or a wake-up, whatever waits after failures there are, and waits for the
// outcome as Register does. The attempt is given until the context's deadline, 100 ms at least and 10 min at most; 32 s if
// it has none. A registration that was not started is kept from now on.
func (r *Registration) Refresh(ctx context.Context) (Event, error) {
	if err := over(ctx); err != nil {
		return Event{}, err
	}
	left := usualRefresh
	if deadline, any := ctx.Deadline(); any {
		left = time.Until(deadline)
	}
	if left < shortestRefresh {
		left = shortestRefresh
	} else if left > longestRefresh {
		left = longestRefresh
	}
	w, err := r.ask(ctx, wishRegistered, isRegistered, func(p uintptr) int {
		r.goal.Store(goalKeep)
		return c.Sipreg_registration_refresh(p, int32(left/time.Millisecond))
	})
	if err != nil {
		return Event{}, err
	}
	return r.outcome(ctx, w)
}

// Unregister is Stop, and waits for the outcome: nil when the binding is gone, or an AttemptError, after which it is left to
// run out. The context bounds the wait alone.
func (r *Registration) Unregister(ctx context.Context) error {
	w, err := r.ask(ctx, wishUnregistered, isUnregistered, func(p uintptr) int {
		r.goal.Store(goalNone)
		return c.Sipreg_registration_stop(p)
	})
	if err != nil {
		return err
	}
	_, err = r.outcome(ctx, w)
	return err
}

// ask makes a call whose outcome is an event.
func (r *Registration) ask(ctx context.Context, what wish, isOutcome func(*Event) bool,
	call func(uintptr) int) (*waiter, error) {
	if err := over(ctx); err != nil {
		return nil, err
	}
	var w *waiter
	err := r.use(func(p uintptr) error {
		w = &waiter{registration: r.id, wish: what, isOutcome: isOutcome}
		return r.endpoint.inbox.ask(w, func() error { return failed(call(p)) })
	})
	return w, err
}

func (r *Registration) outcome(ctx context.Context, w *waiter) (Event, error) {
	event, err := r.endpoint.inbox.await(ctx, w)
	if err == nil {
		err = event.Err()
	}
	return event, err
}

func isRegistered(event *Event) bool {
	return event.Type == EventRegistered || event.Type == EventFailed && event.Operation == OperationRegister
}

func isUnregistered(event *Event) bool {
	return event.Type == EventUnregistered || event.Type == EventFailed && event.Operation == OperationUnregister
}
