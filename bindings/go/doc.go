// SPDX-License-Identifier: LGPL-2.1-or-later

// Package sipreg keeps SIP addresses-of-record registered at their registrars (RFC 3261 §10). It is a layer over the C library
// libsipreg, which must be installed with its development files.
//
// An Endpoint owns the SIP stack. An Account says what to register where. A Registration is one account at work on one
// endpoint. An Event tells what happened.
//
//	endpoint, err := sipreg.NewEndpoint()
//	account, err := sipreg.NewAccount("sip:alice@example.com", "sip:example.com", sipreg.WithPassword(password))
//	registration, err := endpoint.NewRegistration(account)
//	registered, err := registration.Register(ctx) // kept alive from now on
//	...
//	err = endpoint.Shutdown(ctx) // removes the binding
//
// # Outcomes and events
//
// Methods that take a context wait for the outcome of what they ask. What happens without being asked, refreshes, lost flows,
// failures and what becomes of them, is told by events: read them by Endpoint.Next or Endpoint.Events. Nobody need read them.
//
// # Goroutines
//
// Everything may be called from any goroutine. No callback runs in Go code, and nobody who waits holds a thread: while anybody
// waits for events, one goroutine stands in Go's poller. The library has one thread per endpoint.
//
// # Errors
//
// Calls that are refused give a Status or an ArgumentError, attempts that fail an AttemptError. All of them can be compared by
// errors.Is, with ErrClosed or os.ErrClosed, FailureCredentials, TLSFaultExpired and so on.
//
// # Text and secrets
//
// Texts are UTF-8; one that contains a NUL byte is refused. Secrets are slices of bytes: they are copied into guarded memory,
// the copy on the way is wiped, and they stand in no log, trace or snapshot. Wipe your own when the call has returned.
package sipreg
