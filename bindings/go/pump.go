// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// How events get from the library into the inbox. All of it but run wants the inbox's lock to be held.

func (in *inbox) wanted() bool { return len(in.readers)+len(in.watchers) > 0 }

// take is one event off the library's queue.
func (in *inbox) take() (event Event, err error) {
	err = in.endpoint.use(func(p uintptr) error {
		var raw uintptr
		if err := failed(c.Sipreg_endpoint_next_event(p, 0, &raw)); err != nil {
			return err
		}
		event = newEvent(raw, in.find)
		return nil
	})
	return event, err
}

// pull hands out events as long as somebody wants one, and tells whether to come again when there are more.
func (in *inbox) pull() (again bool) {
	for in.wanted() && !in.closed {
		event, err := in.take()
		switch err {
		case nil:
			in.hand(event)
		case ErrTimeout:
			return true
		default:
			in.end()
		}
	}
	return false
}

// empty takes all that is there.
func (in *inbox) empty() {
	for event, err := in.take(); err == nil; event, err = in.take() {
		in.hand(event)
	}
}

func (in *inbox) hand(event Event) {
	in.answer(event.RegistrationID, outcome{event: event}, func(w *waiter) bool { return w.isOutcome(&event) })
	if len(in.readers) == 0 {
		in.backlog.push(event)
		return
	}
	in.readers[0].got <- outcome{event: event}
	in.readers = in.readers[1:]
}

// pump has a goroutine wait for more.
func (in *inbox) pump() {
	if in.pumping || !in.wanted() {
		return
	}
	in.pumping = true
	in.file.SetReadDeadline(time.Time{})
	go in.run()
}

// relax calls that goroutine back if nobody waits any more.
func (in *inbox) relax() {
	if in.pumping && !in.wanted() {
		in.file.SetReadDeadline(time.Unix(1, 0))
	}
}

func (in *inbox) run() {
	for in.stay() {
		// Its error is a deadline, by which somebody who left has called us, or that the file was closed: stay tells.
		_ = in.conn.Read(func(uintptr) bool {
			in.mu.Lock()
			defer in.mu.Unlock()
			return !in.pull()
		})
	}
}

func (in *inbox) stay() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.pumping = in.wanted() && !in.closed
	if in.pumping {
		in.file.SetReadDeadline(time.Time{})
	}
	return in.pumping
}
