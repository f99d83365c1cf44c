// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import "testing"

func popAll(b *backlog) []Event {
	var all []Event
	for event, any := b.pop(); any; event, any = b.pop() {
		all = append(all, event)
	}
	return all
}

func TestBacklogKeepsOrder(t *testing.T) {
	var b backlog
	for i := int64(1); i <= 3; i++ {
		b.push(Event{Type: EventRegistered, RegistrationID: 7, CSeq: i})
	}
	first, _ := b.pop()
	b.unpop(first)
	for i, event := range popAll(&b) {
		if event.CSeq != int64(i+1) {
			t.Errorf("event %d is number %d", i, event.CSeq)
		}
	}
}

func TestBacklogIsBounded(t *testing.T) {
	var b backlog
	const extra = 10
	b.push(Event{Type: EventRegistered, RegistrationID: 1, CSeq: 1})
	for i := 0; i < backlogLimit+extra; i++ {
		b.push(Event{Type: EventRegistered, RegistrationID: 2, CSeq: int64(i)})
	}
	all := popAll(&b)
	if all[0].Type != EventOverflow || all[0].Dropped != extra+1 {
		t.Fatalf("the first is %v of %d", all[0].Type, all[0].Dropped)
	}
	if all[1].RegistrationID != 1 {
		t.Error("the only event of a registration gave way")
	}
	if last := all[len(all)-1]; len(all) != backlogLimit+1 || last.CSeq != backlogLimit+extra-1 {
		t.Errorf("%d are left, the last is number %d", len(all), last.CSeq)
	}
}

func TestBacklogGivesWayToNobodyElse(t *testing.T) {
	var b backlog
	for i := 0; i < backlogLimit+5; i++ {
		b.push(Event{Type: EventRegistered, RegistrationID: int64(i + 1)})
	}
	b.push(Event{Type: EventRequest})
	if all := popAll(&b); len(all) != backlogLimit+6 {
		t.Errorf("%d are left", len(all))
	}
}

func TestBacklogBoundsNotes(t *testing.T) {
	var b backlog
	b.push(Event{Type: EventRegistered, RegistrationID: 1})
	for i := 0; i < 3*notesLimit; i++ {
		b.push(Event{Type: EventTrace, Dropped: int64(i)})
	}
	all := popAll(&b)
	if len(all) != notesLimit+2 || all[0].Dropped != 2*notesLimit || all[1].Type != EventRegistered {
		t.Fatalf("%d are left, %d gave way, then %v", len(all), all[0].Dropped, all[1].Type)
	}
	if all[2].Dropped != 2*notesLimit {
		t.Errorf("the oldest that is left is number %d", all[2].Dropped)
	}
	if b.notes != 0 {
		t.Errorf("%d are counted of none", b.notes)
	}
}

func TestBacklogAddsUpOverflows(t *testing.T) {
	var b backlog
	b.push(Event{Type: EventOverflow, Dropped: 3})
	b.push(Event{Type: EventOverflow, Dropped: 4})
	b.unpop(Event{Type: EventOverflow, Dropped: 1})
	if all := popAll(&b); len(all) != 1 || all[0].Dropped != 8 {
		t.Errorf("%+v", all)
	}
}
