// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strconv"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Numbers are those of the library. A later version may give others than those named here: they are kept as they are, and
// String shows them as "State(42)".

// named is the library's own word for a number, or kind and number if it has none.
func named(kind string, number int, word *byte) string {
	if name := text(word); name != "unknown" || number == 0 {
		return name
	}
	return kind + "(" + strconv.Itoa(number) + ")"
}

// State of a registration.
type State int

// States of a registration.
const (
	StateUnknown       State = 0
	StateIdle          State = 1 // nothing is asked of it, or it was given up
	StateRegistering   State = 2 // first attempt under way; no binding known
	StateRegistered    State = 3 // the binding lives; see Event.Degraded
	StateWaiting       State = 4 // no binding; the next attempt is scheduled
	StateUnregistering State = 5 // removal of the binding under way
)

// String is the library's word, as "registering".
func (s State) String() string { return named("State", int(s), c.Sipreg_state_name(int(s))) }

// EventType is the kind of an event.
type EventType int

// Kinds of events.
const (
	EventUnknown       EventType = 0
	EventRegistered    EventType = 1  // a REGISTER succeeded, the first one and each refresh
	EventFailed        EventType = 2  // an attempt failed; Event.WillRetry tells whether another comes
	EventDegraded      EventType = 3  // the binding lives, but a refresh failed, or the flow to us was lost
	EventExpired       EventType = 4  // the binding ran out
	EventUnregistered  EventType = 5  // the binding was removed, or there was none to remove
	EventPublicAddress EventType = 6  // the registrar sees us at a new address
	EventBindings      EventType = 7  // answer to Registration.Query and removals
	EventStatus        EventType = 8  // made by Registration.Status only
	EventOverflow      EventType = 9  // the queue was full: older events gave way, Event.Dropped of them
	EventCredentials   EventType = 10 // the attempt waits for credentials; see Event.Credentials
	EventLost          EventType = 11 // the registrar holds our binding no more; kept, it is made anew at once
	EventReplaced      EventType = 12 // as lost: another of our instance has taken its place (RFC 5626 §6)
	EventForeign       EventType = 13 // bindings that are not ours have appeared: Event.Bindings
	EventRewritten     EventType = 14 // the registrar shows our Contact as another URI, and is known to do so now
	EventDowngrade     EventType = 15 // challenged with a weaker digest than before; see Event.Downgrade
	EventRequest       EventType = 16 // somebody sent us a request; see Event.Request and WithOfferRequests
	EventLog           EventType = 17 // a log line; see Event.Log and WithLogEvents
	EventTrace         EventType = 18 // a SIP message; see Event.Trace and WithTraceEvents
)

// String is the library's word, as "registered".
func (t EventType) String() string {
	return named("EventType", int(t), c.Sipreg_event_type_name(int(t)))
}

// Failure is the class of a failed attempt. It is an error for the sake of errors.Is, see AttemptError.
type Failure int

// Classes of failures.
const (
	FailureUnknown     Failure = 0
	FailureTemporary   Failure = 1 // the registrar is in trouble (408, 480, 5xx): retried
	FailureForbidden   Failure = 2 // the registrar refuses this user (403): not retried
	FailureFatal       Failure = 3 // the registrar will not take this REGISTER: not retried
	FailureCredentials Failure = 4 // the credentials were rejected: not retried, since registrars ban who goes on
	FailureDNS         Failure = 5 // the registrar's name was not resolved: retried
	FailureTransport   Failure = 6 // refused, unreachable, or the connection broke: retried
	FailureTLS         Failure = 7 // handshake or certificate: retried slowly
	FailureTimeout     Failure = 8 // no answer within the attempt's deadline: retried
)

// String is the library's word, as "credentials".
func (f Failure) String() string {
	return named("Failure", int(f), c.Sipreg_failure_name(int(f)))
}

// Error is the same as String.
func (f Failure) Error() string { return f.String() }

// Operation is what an attempt was for.
type Operation int

// What attempts are for.
const (
	OperationUnknown       Operation = 0
	OperationRegister      Operation = 1
	OperationUnregister    Operation = 2
	OperationQuery         Operation = 3
	OperationRemoveBinding Operation = 4 // bindings of others, by their URIs
	OperationRemoveAll     Operation = 5 // every binding of the address-of-record
)

// String is the library's word, as "unregister".
func (o Operation) String() string {
	return named("Operation", int(o), c.Sipreg_operation_name(int(o)))
}

// TLSFault is why a TLS connection did not come about. Unless said otherwise the failure is FailureTLS. It is an error for
// the sake of errors.Is, see AttemptError.
type TLSFault int

// What may be wrong with TLS.
const (
	TLSFaultNone                TLSFault = 0  // no TLS, or nothing wrong with it
	TLSFaultExpired             TLSFault = 1  // a certificate of the server's chain has run out
	TLSFaultNotYetValid         TLSFault = 2  // one begins later: look at the clock here
	TLSFaultWrongName           TLSFault = 3  // the certificate is another's; the cause names the names that it has
	TLSFaultUnknownCA           TLSFault = 4  // no root that is trusted, or an intermediate certificate is missing
	TLSFaultSelfSigned          TLSFault = 5  // the server has signed its certificate itself
	TLSFaultRevoked             TLSFault = 6  // by a revocation list that was given
	TLSFaultWeakKey             TLSFault = 7  // a key or signature too weak for the security level here
	TLSFaultWrongPurpose        TLSFault = 8  // the certificate is not for servers
	TLSFaultBadChain            TLSFault = 9  // anything else wrong with the certificates
	TLSFaultPinMismatch         TLSFault = 10 // no pinned key is among those of the chain
	TLSFaultNoCertificate       TLSFault = 11 // the server showed none
	TLSFaultProtocolVersion     TLSFault = 12 // no TLS version that both speak
	TLSFaultNoSharedCipher      TLSFault = 13 // no cipher suite that both speak
	TLSFaultCertificateRequired TLSFault = 14 // the server wants a client certificate, and none is set
	TLSFaultCertificateRejected TLSFault = 15 // the server refuses our client certificate
	TLSFaultAlert               TLSFault = 16 // the server refuses with another alert: Event.TLSAlert
	TLSFaultNotTLS              TLSFault = 17 // what answers does not speak TLS
	TLSFaultClosed              TLSFault = 18 // closed by the server within the handshake: retried as transport
	TLSFaultTimeout             TLSFault = 19 // the server did not finish the handshake in time: retried as transport
	TLSFaultLocal               TLSFault = 20 // something is wrong here, as no system trust store
)

// String is the library's word, as "wrong_name".
func (f TLSFault) String() string {
	return named("TLSFault", int(f), c.Sipreg_tls_fault_name(int(f)))
}

// Error is the same as String.
func (f TLSFault) Error() string { return f.String() }
