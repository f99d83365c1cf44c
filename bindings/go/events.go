// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import "context"

// Next waits for the next event. It gives the context's error, or ErrClosed once the endpoint is closed. Each event goes to one
// of the goroutines that wait for one.
//
// Nobody need read: then the newest event of each registration is kept, and some thousand others.
func (e *Endpoint) Next(ctx context.Context) (Event, error) {
	if e == nil || e.inbox == nil {
		return Event{}, refused("endpoint", "is nil")
	}
	return e.inbox.next(ctx)
}

// Events gives the events one after the other until the context ends or the endpoint is closed; then the channel is closed.
// End the context when you read no more of it: an event that is on its way then goes to the next reader.
func (e *Endpoint) Events(ctx context.Context) <-chan Event {
	events := make(chan Event)
	go func() {
		defer close(events)
		for {
			event, err := e.Next(ctx)
			if err != nil {
				return
			}
			select {
			case events <- event:
			case <-ctx.Done(): // it was not nil, or Next would have said so
				e.inbox.giveBack(event)
				return
			case <-e.inbox.done:
				return
			}
		}
	}()
	return events
}
