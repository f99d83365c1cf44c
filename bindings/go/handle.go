// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"runtime"
	"sync"
)

// handle owns one reference on an object of the library. It points to nothing else, so that the collector can finalize it in
// whatever circle its owner stands.
type handle struct {
	mu      sync.RWMutex
	p       uintptr // 0: closed
	release func(uintptr)
}

func newHandle(p uintptr, release func(uintptr)) *handle {
	h := &handle{p: p, release: release}
	runtime.SetFinalizer(h, (*handle).close)
	return h
}

// use lends the object for one call; a close at the same time waits for its end.
func (h *handle) use(call func(p uintptr) error) error {
	if h == nil {
		return ErrInvalid
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	if h.p == 0 {
		return ErrClosed
	}
	return call(h.p)
}

// useAlone does so to nobody else at the same time, as accounts and TLS settings want it.
func (h *handle) useAlone(call func(p uintptr) error) error {
	if h == nil {
		return ErrInvalid
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.p == 0 {
		return ErrClosed
	}
	return call(h.p)
}

// close may be called again and by anybody.
func (h *handle) close() {
	if h == nil {
		return
	}
	h.mu.Lock()
	p := h.p
	h.p = 0
	h.mu.Unlock()
	if p != 0 {
		h.release(p)
	}
}
