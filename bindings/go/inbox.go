// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"
	"os"
	"sync"
	"syscall"
)

// inbox hands the library's events to those who wait: readers, who take whatever comes next, and watchers, who want to see the
// outcome of what they have asked for, and leave the event to the readers. Nobody waits in a thread: while somebody waits, one
// goroutine stands at the library's descriptor in Go's poller.
type inbox struct {
	endpoint *handle
	file     *os.File
	conn     syscall.RawConn
	find     func(id int64) *Registration
	done     chan struct{} // closed with it

	mu       sync.Mutex // events are taken from the library under it, so that they keep their order
	backlog  backlog    // taken for a watcher's sake, and not read yet
	readers  []*waiter  // first come, first served
	watchers map[int64][]*waiter
	pumping  bool
	closed   bool
}

type waiter struct {
	got          chan outcome // one slot
	registration int64
	wish         wish
	isOutcome    func(*Event) bool // nil: a reader
}

type outcome struct {
	event Event
	err   error
}

func newInbox(endpoint *handle, file *os.File, find func(int64) *Registration) (*inbox, error) {
	conn, err := file.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &inbox{endpoint: endpoint, file: file, conn: conn, find: find, done: make(chan struct{}),
		watchers: map[int64][]*waiter{}}, nil
}

// next is the oldest event that nobody has read.
func (in *inbox) next(ctx context.Context) (Event, error) {
	if err := over(ctx); err != nil {
		return Event{}, err
	}
	w, event, err := in.join()
	if w == nil {
		return event, err
	}
	return in.await(ctx, w)
}

// over is why nobody should wait at all.
func over(ctx context.Context) error {
	if ctx == nil {
		return refused("context", "is nil")
	}
	return ctx.Err()
}

// join gives what is there, or a waiter for what will come.
func (in *inbox) join() (*waiter, Event, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return nil, Event{}, ErrClosed
	}
	if event, any := in.backlog.pop(); any {
		return nil, event, nil
	}
	w := &waiter{got: make(chan outcome, 1)}
	in.readers = append(in.readers, w)
	in.pull()
	select {
	case got := <-w.got:
		in.relax() // others may have been served with it
		return nil, got.event, got.err
	default:
		in.pump()
		return w, Event{}, nil
	}
}

// ask calls do, and gives a waiter for the first event after it that is its outcome.
func (in *inbox) ask(w *waiter, do func() error) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return ErrClosed
	}
	// What was told before it was asked is no answer.
	in.empty()
	if err := in.call(w.registration, w.wish, do); err != nil {
		in.relax()
		return err
	}
	w.got = make(chan outcome, 1)
	in.watchers[w.registration] = append(in.watchers[w.registration], w)
	in.pump()
	return nil
}

func (in *inbox) await(ctx context.Context, w *waiter) (Event, error) {
	select {
	case got := <-w.got:
		return got.event, got.err
	case <-ctx.Done():
	}
	in.leave(w)
	select {
	case got := <-w.got: // it came in the same moment, and is nobody else's
		return got.event, got.err
	default:
		return Event{}, ctx.Err()
	}
}

func (in *inbox) leave(w *waiter) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.readers = without(in.readers, w)
	in.watch(w.registration, without(in.watchers[w.registration], w))
	in.relax()
}

func without(list []*waiter, gone *waiter) []*waiter {
	for i, w := range list {
		if w == gone {
			return append(list[:i:i], list[i+1:]...)
		}
	}
	return list
}

// watch replaces those who watch this registration.
func (in *inbox) watch(registration int64, watchers []*waiter) {
	if len(watchers) == 0 {
		delete(in.watchers, registration)
	} else {
		in.watchers[registration] = watchers
	}
}

// answer gives the outcome to those who watch this registration and take it for theirs.
func (in *inbox) answer(registration int64, got outcome, isTheirs func(*waiter) bool) {
	watchers := in.watchers[registration]
	if len(watchers) == 0 {
		return
	}
	var left []*waiter
	for _, w := range watchers {
		if isTheirs(w) {
			w.got <- got
		} else {
			left = append(left, w)
		}
	}
	in.watch(registration, left)
}

// tell calls do, whose outcome nobody waits for here.
func (in *inbox) tell(registration int64, what wish, do func() error) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	err := in.call(registration, what, do)
	in.relax()
	return err
}

// call ends the wait of those who wanted the opposite. The lock is held, so that it is the later call that supersedes.
func (in *inbox) call(registration int64, what wish, do func() error) error {
	err := do()
	if err == nil {
		in.answer(registration, outcome{err: ErrSuperseded}, func(w *waiter) bool { return w.wish&what.opposite() != 0 })
	}
	return err
}

// dismiss ends the wait of those who watch this registration.
func (in *inbox) dismiss(registration int64) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.answer(registration, outcome{err: ErrClosed}, func(*waiter) bool { return true })
	in.relax()
}

func (in *inbox) giveBack(event Event) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.closed {
		in.backlog.unpop(event)
	}
}

// close ends everybody's wait. The endpoint is shut down before.
func (in *inbox) close() {
	in.mu.Lock()
	in.end()
	in.mu.Unlock()
	in.file.Close()
}

func (in *inbox) end() {
	if !in.closed {
		in.closed = true
		close(in.done)
	}
	for _, w := range in.readers {
		w.got <- outcome{err: ErrClosed}
	}
	for registration := range in.watchers {
		in.answer(registration, outcome{err: ErrClosed}, func(*waiter) bool { return true })
	}
	in.readers, in.backlog = nil, backlog{}
}
