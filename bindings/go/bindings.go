// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Query asks the registrar for all bindings of the address-of-record.
func (r *Registration) Query(ctx context.Context) ([]Binding, error) {
	return r.bindings(ctx, OperationQuery, c.Sipreg_registration_query)
}

// RemoveBinding removes one binding that is not ours, or was lost sight of, by its URI as Query gives it, and tells what is
// left.
func (r *Registration) RemoveBinding(ctx context.Context, uri string) ([]Binding, error) {
	lent, err := cText("uri", uri)
	if err != nil {
		return nil, err
	}
	return r.bindings(ctx, OperationRemoveBinding, func(p uintptr) int {
		return c.Sipreg_registration_remove_binding(p, lent)
	})
}

// RemoveAll removes all bindings of the address-of-record, those of other devices too, and tells what is left. Ours goes with
// them; if the registration is kept, it is made anew at once.
func (r *Registration) RemoveAll(ctx context.Context) ([]Binding, error) {
	return r.bindings(ctx, OperationRemoveAll, c.Sipreg_registration_remove_all)
}

func (r *Registration) bindings(ctx context.Context, operation Operation, call func(uintptr) int) ([]Binding, error) {
	if r == nil || r.handle == nil {
		return nil, refused("registration", "is nil")
	}
	if err := over(ctx); err != nil {
		return nil, err
	}
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	w, err := r.ask(ctx, wishBindings, func(event *Event) bool {
		return event.Operation == operation && (event.Type == EventBindings || event.Type == EventFailed)
	}, call)
	if err == ErrInvalid {
		return nil, refused("uri", "is no SIP URI")
	}
	if err != nil {
		return nil, err
	}
	event, err := r.outcome(ctx, w)
	return event.Bindings, err
}
