// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import "time"

// Event tells what happened to a registration, or on the endpoint. It is a copy: keep it as long as you like. What has no
// meaning for its type is zero.
type Event struct {
	Type           EventType
	Registration   *Registration // nil if it is about none, or that is closed
	RegistrationID int64         // Registration.ID; 0 if it is about none
	AOR            string        // address-of-record
	State          State         // after the event
	Degraded       bool          // the binding lives although the last refresh failed
	Operation      Operation     // what the attempt was for

	GrantedExpires time.Duration // lifetime granted by the registrar, from the answer; 0 without a binding
	Remaining      time.Duration // from the event to the end of the binding; 0 without one
	NextAttempt    time.Duration // from the event to the next refresh or retry; negative if none is planned
	PublicAddress  string        // at which the registrar sees us, "203.0.113.1:5060"; "" while unknown
	Contact        string        // URI in use; "" before the first request
	CallID         string        // of the registration
	CSeq           int64         // of the last REGISTER sent; 0 before the first
	Flow           int           // which flow it is about, from 1; 0 without WithOutbound
	Outbound       bool          // the registrar calls us over that flow (RFC 5626)

	Status    int      // SIP status of the last final answer; 0 if none came
	Reason    string   // its reason phrase
	Headers   []Header // of the answer, or of the request of EventRequest
	Failure   Failure  // why the attempt failed
	Cause     string   // the same in a sentence, as "connection refused by udp:192.0.2.1:5060"
	TLSFault  TLSFault // what was wrong with TLS
	TLSAlert  int      // number of the TLS alert that the server sent (RFC 8446 §6); 0: none
	Attempt   int      // how many attempts in a row have failed, this one included
	WillRetry bool     // the library tries again by itself, after NextAttempt

	Bindings    []Binding          // of EventBindings, EventRegistered and EventForeign
	Service     Service            // of EventRegistered and EventStatus
	Credentials *CredentialRequest // of EventCredentials
	Downgrade   *Downgrade         // of EventDowngrade
	Request     *Request           // of EventRequest
	Log         *LogLine           // of EventLog
	Trace       *TraceMessage      // of EventTrace
	Dropped     int64              // how many older events gave way, of EventOverflow
}

// Err is an AttemptError of EventFailed, and nil of all others.
func (e Event) Err() error {
	if e.Type != EventFailed {
		return nil
	}
	return &AttemptError{Event: e}
}

// Header is a header field of a SIP message.
type Header struct {
	Name, Value string
}

// Binding is a Contact that the registrar holds for the address-of-record.
type Binding struct {
	URI     string
	Params  string        // as ";q=0.5;+sip.instance=\"<urn:uuid:...>\"", as the registrar wrote them
	Expires time.Duration // time left to it; negative if the registrar did not say
	Q       float64       // 0 to 1; 1 if absent (RFC 3261 §20.10)
	Own     bool          // it is ours
}

// Service is what the registrar offered with the binding.
type Service struct {
	Route       []string      // values of Service-Route (RFC 3608), as "<sip:p1.example.com;lr>"; at most 16
	RouteSet    string        // value of the Route header that requests outside of dialogs should begin with; "" for none
	Path        []string      // by which requests reach us (RFC 3327)
	Identities  []string      // URIs of P-Associated-URI (RFC 7315 §4.1)
	PublicGRUU  string        // of our Contact (RFC 5627); "" if none was given
	TempGRUU    string        // a new one with each answer; the older ones stay good
	PushService string        // push services that will be used for us (RFC 8599 §8.2), as "apns"; "" if none
	PushRefresh time.Duration // time before its end by which a refresh is expected (RFC 8599 §8.4); 0 if that was not said
	PushPurr    string        // to put as pn-purr into the Contacts of dialogs in which we are to be woken (RFC 8599 §6)
}

// Downgrade tells which digest algorithms a registrar offers, and which it had offered.
type Downgrade struct {
	From string // the strongest that a login has succeeded with, "SHA-256"
	To   string // the strongest that is offered now, "MD5"
}

// LogLine is a line of the library's log. For log/slog:
//
//	logger.Log(ctx, slog.Level(event.Log.Level.Slog()), event.Log.Line)
type LogLine struct {
	Level LogLevel
	Line  string // without a line end
}

// TraceMessage is a SIP message as it was first sent, or as it arrived, credentials redacted.
type TraceMessage struct {
	Sent    bool
	Peer    string // as "udp:192.0.2.1:5060"
	Message string
}
