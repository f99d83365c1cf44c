// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"errors"
	"fmt"
	"os"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Status is the answer of the library to a call that it did not carry out. It is an error; compare with errors.Is:
//
//	if errors.Is(err, sipreg.ErrSnapshotTampered) { ... }
//
// ErrClosed is os.ErrClosed as well, and ErrTimeout os.ErrDeadlineExceeded.
type Status int

// What a call may answer.
const (
	ErrInvalid           Status = -1  // an argument is missing, malformed or out of range; see ArgumentError
	ErrState             Status = -2  // not possible now: too early, too late, or an account that is not complete
	ErrClosed            Status = -3  // the endpoint, registration or account was closed
	ErrTimeout           Status = -4  // nothing came within the time given
	ErrNoMemory          Status = -5  // nothing was changed
	ErrSnapshotForeign   Status = -6  // no snapshot, or one of another account
	ErrSnapshotTruncated Status = -7  // the end of the snapshot is missing
	ErrSnapshotFuture    Status = -8  // the snapshot was made by a later version of the library
	ErrSnapshotTampered  Status = -9  // the snapshot was changed, or sealed with another key
	ErrSystem            Status = -20 // the system refused a thread, a descriptor or an address
	ErrInternal          Status = -99 // a defect of the library
)

// ErrSuperseded is the error of a call that waits for an outcome when a later call on the same registration wants the
// opposite: of Register when Unregister is called meanwhile, and the other way round.
var ErrSuperseded = errors.New("sipreg: superseded by a later call on the same registration")

var statusTexts = map[Status]string{
	ErrInvalid:           "an argument is missing, malformed or out of range",
	ErrState:             "not possible in this state",
	ErrClosed:            "closed",
	ErrTimeout:           "timed out",
	ErrNoMemory:          "out of memory",
	ErrSnapshotForeign:   "no snapshot of this account",
	ErrSnapshotTruncated: "the snapshot is truncated",
	ErrSnapshotFuture:    "the snapshot was made by a later version",
	ErrSnapshotTampered:  "the snapshot was changed, or the key is another",
	ErrSystem:            "the system refused a thread, a descriptor or an address",
	ErrInternal:          "internal error of libsipreg",
}

// Error tells what happened in words.
func (s Status) Error() string { return "sipreg: " + s.text() }

func (s Status) text() string {
	if known, ok := statusTexts[s]; ok {
		return known
	}
	return fmt.Sprintf("%s (%d)", s.Name(), int(s))
}

// Name is the identifier in the C library, as "SIPREG_ERR_STATE"; "SIPREG_ERR_?" for one that it does not know.
func (s Status) Name() string { return text(c.Sipreg_error_name(int(s))) }

// Is makes errors.Is(err, os.ErrClosed) and errors.Is(err, os.ErrDeadlineExceeded) work.
func (s Status) Is(target error) bool {
	return s == ErrClosed && target == os.ErrClosed || s == ErrTimeout && target == os.ErrDeadlineExceeded
}

// Timeout tells whether it is ErrTimeout, as of net.Error.
func (s Status) Timeout() bool { return s == ErrTimeout }

func failed(code int) error {
	if code == 0 {
		return nil
	}
	return Status(code)
}

// ArgumentError tells which argument was refused, and why. Unwrapped it is a Status, ErrInvalid as a rule.
type ArgumentError struct {
	Argument string // as "expires", "nameserver"
	Problem  string // as "0 is outside 1..4294967295"
	Err      error  // a Status
}

// Error names the argument and the problem.
func (e *ArgumentError) Error() string { return "sipreg: " + e.Argument + ": " + e.Problem }

// Unwrap gives the Status.
func (e *ArgumentError) Unwrap() error { return e.Err }

func refused(argument, problem string) error {
	return &ArgumentError{Argument: argument, Problem: problem, Err: ErrInvalid}
}

// AttemptError tells that an attempt failed: what for, why, and whether the library tries again by itself. It is also the
// class of the failure and what was wrong with TLS, if anything:
//
//	var failed *sipreg.AttemptError
//	switch {
//	case errors.Is(err, sipreg.FailureCredentials): // ask for another password
//	case errors.Is(err, sipreg.TLSFaultExpired): // look at the certificate
//	case errors.As(err, &failed) && failed.Event.WillRetry: // wait for the next event
//	}
type AttemptError struct {
	Event Event // of type EventFailed
}

// Error tells operation, address-of-record, class and cause.
func (e *AttemptError) Error() string {
	line := fmt.Sprintf("sipreg: %v %s: %v", e.Event.Operation, e.Event.AOR, e.Event.Failure)
	if e.Event.Status != 0 {
		line += fmt.Sprintf(": %d %s", e.Event.Status, e.Event.Reason)
	}
	if e.Event.Cause != "" {
		line += ": " + e.Event.Cause
	}
	return line
}

// Is compares with a Failure or a TLSFault.
func (e *AttemptError) Is(target error) bool {
	switch wanted := target.(type) {
	case Failure:
		return e.Event.Failure == wanted
	case TLSFault:
		return e.Event.TLSFault == wanted && wanted != TLSFaultNone
	}
	return false
}
