// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"
	"os"
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Run drives an endpoint made WithCallerDriven until the context ends, whose error it gives, or the endpoint is closed, which
// is ErrClosed. It waits in Go's poller, not in a thread. ErrState tells that the endpoint has a thread of its own, or that
// another goroutine runs it.
func (e *Endpoint) Run(ctx context.Context) error {
	if err := over(ctx); err != nil {
		return err
	}
	var file *os.File
	err := e.use(func(p uintptr) (err error) {
		if err = failed(c.Sipreg_endpoint_process(p)); err == nil {
			file, err = ownFile(c.Sipreg_endpoint_process_fd(p), "sipreg-process")
		}
		return err
	})
	if err != nil {
		return err
	}
	defer file.Close()
	over := make(chan struct{})
	defer close(over)
	go func() { // calls the wait off
		select {
		case <-ctx.Done():
		case <-e.inbox.done:
		case <-over:
		}
		file.SetReadDeadline(time.Unix(1, 0))
	}()
	return e.drive(ctx, file)
}

func (e *Endpoint) drive(ctx context.Context, file *os.File) error {
	conn, err := file.SyscallConn()
	if err != nil {
		return err
	}
	for {
		var ended error
		file.SetReadDeadline(time.Time{})
		err := conn.Read(func(uintptr) bool {
			var due time.Time
			if due, ended = e.process(); ended == nil {
				file.SetReadDeadline(due)
				ended = ctx.Err() // it may have ended before the deadline was set
			}
			return ended != nil
		})
		if ended != nil {
			return ended
		}
		if err != nil && !os.IsTimeout(err) {
			return err
		}
	}
}

// process does what is due, and tells when more is.
func (e *Endpoint) process() (due time.Time, err error) {
	err = e.use(func(p uintptr) error {
		if err := failed(c.Sipreg_endpoint_process(p)); err != nil {
			return err
		}
		if wait := c.Sipreg_endpoint_next_deadline_ms(p); wait >= 0 {
			due = time.Now().Add(millis(int64(wait)))
		}
		return nil
	})
	return due, err
}
