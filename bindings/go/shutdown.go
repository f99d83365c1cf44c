// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Shutdown removes the bindings of all registrations that have or seek one, closes the endpoint, and waits until its thread and
// sockets are gone. The endpoint is closed whatever comes of it: the error is the first that befell a removal, or the
// context's if that ended before.
func (e *Endpoint) Shutdown(ctx context.Context) error {
	if ctx == nil {
		return refused("context", "is nil")
	}
	var p uintptr
	if err := e.use(func(own uintptr) error { p = c.Sipreg_endpoint_ref(own); return nil }); err != nil {
		return err
	}
	defer c.Sipreg_endpoint_unref(p)
	err := e.unregisterAll(ctx)
	e.Close()
	if late := waitClosed(ctx, p); err == nil {
		err = late
	}
	return err
}

func waitClosed(ctx context.Context, p uintptr) error {
	for {
		if err := failed(c.Sipreg_endpoint_wait_closed(p, 20)); err != ErrTimeout {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func (e *Endpoint) unregisterAll(ctx context.Context) error {
	all := e.all()
	outcomes := make(chan error, len(all))
	for _, r := range all {
		go func(r *Registration) {
			outcomes <- r.end(ctx)
		}(r)
	}
	var first error
	for range all {
		if err := <-outcomes; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// end unregisters what may have a binding; the library may not have heard yet of what was just asked.
func (r *Registration) end(ctx context.Context) error {
	if r.goal.Load() == goalNone {
		if status, err := r.Status(); err != nil || status.State == StateIdle {
			return err
		}
	}
	return r.Unregister(ctx)
}
