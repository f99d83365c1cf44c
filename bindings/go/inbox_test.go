// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"context"
	"testing"
)

// What was handed to somebody is nobody else's, though the context has ended in the same moment.
func TestAnEventThatWasHandedOutIsNotLost(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	in := &inbox{watchers: map[int64][]*waiter{}}
	for i := 0; i < 100; i++ { // select takes one of two by chance
		w := &waiter{got: make(chan outcome, 1)}
		in.readers = append(in.readers, w)
		in.hand(Event{CSeq: 7})
		if event, err := in.await(ctx, w); err != nil || event.CSeq != 7 {
			t.Fatal(event, err)
		}
	}
}
