// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

// backlogLimit bounds what waits beyond the newest event of each registration, as in the library's own queue.
const backlogLimit = 4096

// notesLimit bounds the log lines and SIP messages that wait.
const notesLimit = 256

// backlog holds events until they are read. When it is full, the event before of the same registration gives way.
type backlog struct {
	events  []Event
	notes   int
	dropped int64
}

func (b *backlog) push(event Event) {
	switch {
	case event.Type == EventOverflow:
		b.dropped += event.Dropped
		return
	case isNote(&event):
		if b.notes++; b.notes > notesLimit {
			b.drop(0, isNote)
			b.notes--
		}
	case len(b.events) >= backlogLimit && event.RegistrationID != 0:
		b.drop(len(b.events)-1, func(older *Event) bool { return older.RegistrationID == event.RegistrationID })
	}
	b.events = append(b.events, event)
}

func isNote(event *Event) bool { return event.Type == EventLog || event.Type == EventTrace }

// drop removes one that gives way: the first from the beginning, or the last from the end.
func (b *backlog) drop(from int, givesWay func(*Event) bool) {
	step := 1
	if from > 0 {
		step = -1
	}
	for i := from; i >= 0 && i < len(b.events); i += step {
		if givesWay(&b.events[i]) {
			b.events = append(b.events[:i], b.events[i+1:]...)
			b.dropped++
			return
		}
	}
}

func (b *backlog) pop() (Event, bool) {
	if b.dropped > 0 {
		overflow := Event{Type: EventOverflow, Dropped: b.dropped}
		b.dropped = 0
		return overflow, true
	}
	if len(b.events) == 0 {
		b.events = nil
		return Event{}, false
	}
	event := b.events[0]
	b.events[0] = Event{}
	b.events = b.events[1:]
	if isNote(&event) {
		b.notes--
	}
	return event, true
}

func (b *backlog) unpop(event Event) {
	if event.Type == EventOverflow {
		b.dropped += event.Dropped
		return
	}
	if isNote(&event) {
		b.notes++
	}
	b.events = append([]Event{event}, b.events...)
}
