// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"os"
	"sync"
	"syscall"
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Endpoint is a SIP stack: sockets, resolver, event queue, and the library's one thread. One is enough for any number of
// registrations. Its methods may be called from any goroutine.
//
// Close it when you are done. One that is dropped with all that came from it is closed by the garbage collector some time.
type Endpoint struct {
	handle *handle
	inbox  *inbox

	mu            sync.Mutex
	registrations map[int64]*Registration // nil: closed
}

// Version is that of the C library that runs, as "0.1.0".
func Version() string { return text(c.Sipreg_version()) }

// NewEndpoint makes an endpoint and starts it. An option that is refused gives an ArgumentError; ErrSystem tells that the
// system has no thread or descriptor, or refuses an address.
func NewEndpoint(options ...EndpointOption) (*Endpoint, error) {
	var p uintptr
	if err := failed(c.Sipreg_endpoint_new(&p)); err != nil {
		return nil, err
	}
	e := &Endpoint{handle: newHandle(p, endEndpoint), registrations: map[int64]*Registration{}}
	if err := e.handle.use(func(p uintptr) error { return e.open(p, options) }); err != nil {
		e.handle.close()
		return nil, err
	}
	return e, nil
}

func endEndpoint(p uintptr) {
	c.Sipreg_endpoint_shutdown(p)
	c.Sipreg_endpoint_unref(p)
}

func (e *Endpoint) open(p uintptr, options []EndpointOption) (err error) {
	for _, o := range options {
		if o == nil {
			return refused("option", "is nil")
		}
		if err = o.applyEndpoint(p); err != nil {
			return err
		}
	}
	file, err := ownFile(c.Sipreg_endpoint_event_fd(p), "sipreg-events")
	if err != nil {
		return err
	}
	if e.inbox, err = newInbox(e.handle, file, e.find); err == nil {
		err = failed(c.Sipreg_endpoint_start(p))
	}
	if err != nil {
		file.Close()
	}
	return err
}

// ownFile is a copy of a descriptor of the library's, which only the library may close, for Go's poller.
func ownFile(descriptor int32, name string) (*os.File, error) {
	syscall.ForkLock.RLock()
	fd, err := syscall.Dup(int(descriptor))
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, os.NewSyscallError("dup", err)
	}
	// Only then does os take it for something to poll; to the library, which never blocks on it, it is all the same.
	if err := syscall.SetNonblock(fd, true); err != nil {
		syscall.Close(fd)
		return nil, os.NewSyscallError("fcntl", err)
	}
	file := os.NewFile(uintptr(fd), name)
	if err := file.SetReadDeadline(time.Time{}); err != nil { // the poller does not take it
		file.Close()
		return nil, err
	}
	return file, nil
}

// Close ends all work now, and every waiting call with ErrClosed. Bindings are left at the registrars until they run out: see
// Shutdown. It does not wait, may be called again, by anybody, and never fails.
func (e *Endpoint) Close() error {
	if e == nil || e.inbox == nil {
		return nil
	}
	// Outside of all locks of ours: the closing of the file waits for the goroutine that reads.
	_ = e.handle.use(func(p uintptr) error { c.Sipreg_endpoint_shutdown(p); return nil })
	e.inbox.close()
	for _, r := range e.forgetAll() {
		r.handle.close()
	}
	e.handle.close()
	return nil
}

func (e *Endpoint) forgetAll() map[int64]*Registration {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := e.registrations
	e.registrations = nil
	return all
}

func (e *Endpoint) find(id int64) *Registration {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.registrations[id]
}

func (e *Endpoint) remember(r *Registration) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.registrations == nil {
		return ErrClosed
	}
	e.registrations[r.id] = r
	return nil
}

func (e *Endpoint) forget(id int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.registrations, id)
}

func (e *Endpoint) all() []*Registration {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := make([]*Registration, 0, len(e.registrations))
	for _, r := range e.registrations {
		all = append(all, r)
	}
	return all
}

func (e *Endpoint) use(call func(p uintptr) error) error {
	if e == nil {
		return refused("endpoint", "is nil")
	}
	return e.handle.use(call)
}
