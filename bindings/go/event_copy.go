// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"

// newEvent copies an event of the library, whose reference is given up or goes to the request.
func newEvent(raw uintptr, find func(int64) *Registration) Event {
	event := Event{Type: EventType(c.Sipreg_event_type(raw))}
	switch event.Type {
	case EventRequest:
		event.Headers = headersOf(raw)
		event.Request = newRequest(raw)
		return event // keeps raw, since it is answered by it
	case EventOverflow:
		event.Dropped = c.Sipreg_event_dropped(raw)
	case EventLog:
		event.Log = &LogLine{LogLevel(c.Sipreg_event_log_level(raw)), text(c.Sipreg_event_log_line(raw))}
	case EventTrace:
		event.Trace = &TraceMessage{c.Sipreg_event_trace_sent(raw) != 0, text(c.Sipreg_event_trace_peer(raw)),
			text(c.Sipreg_event_trace_message(raw))}
	default:
		copyStatus(&event, raw)
		copyAnswer(&event, raw)
		event.RegistrationID = c.Sipreg_event_registration_id(raw)
		event.Registration = find(event.RegistrationID)
		if event.Type == EventCredentials {
			event.Credentials = newCredentialRequest(raw, event.Registration)
		}
	}
	c.Sipreg_event_unref(raw)
	return event
}

func copyStatus(event *Event, raw uintptr) {
	event.AOR = text(c.Sipreg_event_aor(raw))
	event.State = State(c.Sipreg_event_state(raw))
	event.Degraded = c.Sipreg_event_degraded(raw) != 0
	event.Operation = Operation(c.Sipreg_event_operation(raw))
	event.GrantedExpires = seconds(c.Sipreg_event_granted_expires_s(raw))
	event.Remaining = millis(c.Sipreg_event_remaining_ms(raw))
	event.NextAttempt = millis(c.Sipreg_event_next_attempt_ms(raw))
	event.PublicAddress = text(c.Sipreg_event_public_address(raw))
	event.Contact = text(c.Sipreg_event_contact(raw))
	event.CallID = text(c.Sipreg_event_call_id(raw))
	event.CSeq = c.Sipreg_event_cseq(raw)
	event.Flow = int(c.Sipreg_event_flow(raw))
	event.Outbound = c.Sipreg_event_outbound(raw) != 0
}

func copyAnswer(event *Event, raw uintptr) {
	event.Status = int(c.Sipreg_event_status(raw))
	event.Reason = text(c.Sipreg_event_reason(raw))
	event.Attempt = int(c.Sipreg_event_attempt(raw))
	event.WillRetry = c.Sipreg_event_will_retry(raw) != 0
	if isOf(event, EventRegistered, EventFailed, EventBindings) {
		event.Headers = headersOf(raw)
	}
	if isOf(event, EventRegistered, EventBindings, EventForeign) {
		event.Bindings = bindingsOf(raw)
	}
	if isOf(event, EventRegistered, EventStatus) {
		event.Service = serviceOf(raw)
	}
	if event.Failure = Failure(c.Sipreg_event_failure(raw)); event.Failure != FailureUnknown {
		event.Cause = text(c.Sipreg_event_cause(raw))
		event.TLSFault = TLSFault(c.Sipreg_event_tls_fault(raw))
		event.TLSAlert = int(c.Sipreg_event_tls_alert(raw))
	}
	if event.Type == EventDowngrade {
		event.Downgrade = &Downgrade{text(c.Sipreg_event_downgrade_from(raw)), text(c.Sipreg_event_downgrade_to(raw))}
	}
}

// isOf tells whether the event is of one of these types, or of one that only a later library has: there is no need to ask for
// what others do not carry, and each question costs.
func isOf(event *Event, types ...EventType) bool {
	for _, one := range types {
		if event.Type == one {
			return true
		}
	}
	return event.Type > EventTrace
}

func headersOf(raw uintptr) []Header {
	var headers []Header
	for n := int32(0); ; n++ {
		name := c.Sipreg_event_header_name(raw, n)
		if name == nil {
			return headers
		}
		headers = append(headers, Header{text(name), text(c.Sipreg_event_header_value(raw, n))})
	}
}

func bindingsOf(raw uintptr) []Binding {
	count := c.Sipreg_event_binding_count(raw)
	if count == 0 {
		return nil
	}
	bindings := make([]Binding, count)
	for n := range bindings {
		number := int32(n)
		bindings[n] = Binding{
			URI:     text(c.Sipreg_event_binding_uri(raw, number)),
			Params:  text(c.Sipreg_event_binding_params(raw, number)),
			Expires: seconds(c.Sipreg_event_binding_expires_s(raw, number)),
			Q:       float64(c.Sipreg_event_binding_q_milli(raw, number)) / 1000,
			Own:     c.Sipreg_event_binding_is_own(raw, number) != 0,
		}
	}
	return bindings
}

func serviceOf(raw uintptr) Service {
	list := func(at func(uintptr, int32) *byte) []string {
		return texts(func(number int32) *byte { return at(raw, number) })
	}
	return Service{
		Route:       list(c.Sipreg_event_service_route),
		RouteSet:    text(c.Sipreg_event_route_set(raw)),
		Path:        list(c.Sipreg_event_path),
		Identities:  list(c.Sipreg_event_associated_uri),
		PublicGRUU:  text(c.Sipreg_event_public_gruu(raw)),
		TempGRUU:    text(c.Sipreg_event_temporary_gruu(raw)),
		PushService: text(c.Sipreg_event_push_provider(raw)),
		PushRefresh: seconds(c.Sipreg_event_push_refresh_s(raw)),
		PushPurr:    text(c.Sipreg_event_push_purr(raw)),
	}
}
