// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strings"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Suspend tells that the host is about to sleep: nothing is sent until Resume, what is under way is cut off.
func (e *Endpoint) Suspend() error {
	return e.use(func(p uintptr) error { return failed(c.Sipreg_endpoint_suspend(p)) })
}

// Resume tells that the host is awake again: what was cut off begins anew, what has become due is done.
func (e *Endpoint) Resume() error {
	return e.use(func(p uintptr) error { return failed(c.Sipreg_endpoint_resume(p)) })
}

// NetworkChanged tells that the host's network is another. After a moment of quiet, WithSettle, each registration that is kept
// registers from where we are then.
//
// The addresses to send from are as for WithBindAddress: nil leaves them as they were, an empty slice lets the kernel choose.
// The nameservers are as for WithNameserver: nil leaves those that were given, an empty slice asks the system's.
func (e *Endpoint) NetworkChanged(addresses, nameservers []string) error {
	lent := make([]*byte, 2)
	for i, list := range [][]string{addresses, nameservers} {
		if list == nil {
			continue
		}
		one, err := cText([]string{"addresses", "nameservers"}[i], strings.Join(list, ","))
		if err != nil {
			return err
		}
		lent[i] = one
	}
	return e.use(func(p uintptr) error { return failed(c.Sipreg_endpoint_network_changed(p, lent[0], lent[1])) })
}
