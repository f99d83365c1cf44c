// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Explanation is what the last attempts of a registration did and why; see WithExplainedAttempts. The rules are told of in
// docs/machine.md of the library.
type Explanation struct {
	Attempts []Attempt // oldest first; the last may be under way
	JSON     string    // all of it
}

// Attempt is one attempt.
type Attempt struct {
	Operation Operation
	Occasion  string        // name of the rule that began it, as "refresh_due"
	BeganAgo  time.Duration // from its begin to the explanation
	Took      time.Duration // negative while it is under way
	Targets   int           // how many it had to try, those left out not counted
	Skipped   []SkippedTarget
	Requests  []ExplainedRequest
	Failure   Failure       // FailureUnknown if it did not fail
	Rule      string        // name of the rule that ended it, as "granted"
	Why       string        // that rule in a sentence
	Section   string        // where it stands, as "RFC 3261 §10.2.4"; "" for one of the library's own
	Next      time.Duration // from its end to the next attempt, as was planned then; negative if none was
}

// SkippedTarget is one that was found and left out.
type SkippedTarget struct {
	Target string // as "udp:192.0.2.1:5060"
	Why    string // "resting", it failed a short time ago; "probed", another registration was just finding out
}

// ExplainedRequest is one request of an attempt.
type ExplainedRequest struct {
	At       time.Duration // from the begin of the attempt
	Target   string        // where it went, as "udp:192.0.2.1:5060"
	Status   int           // of its answer; 0 if none came
	Rule     string        // by which that was judged; "none" while it is awaited
	Problem  string        // what went wrong with it; "" if nothing
	TLSFault TLSFault
	TLSAlert int
	Asked    []AskedRealm
}

// AskedRealm is a realm that asked for credentials in an answer.
type AskedRealm struct {
	Realm   string
	Offered string // as "MD5, SHA-256"
	Chosen  string // as "SHA-256"; "" if nothing
}

// Explain tells what the last attempts did and why.
func (r *Registration) Explain() (*Explanation, error) {
	var explanation *Explanation
	err := r.use(func(p uintptr) error {
		var raw uintptr
		if err := failed(c.Sipreg_registration_explain(p, &raw)); err != nil {
			return err
		}
		defer c.Sipreg_explanation_unref(raw)
		explanation = &Explanation{
			Attempts: make([]Attempt, c.Sipreg_explanation_attempt_count(raw)),
			JSON:     text(c.Sipreg_explanation_json(raw)),
		}
		for i := range explanation.Attempts {
			explanation.Attempts[i] = attemptOf(raw, int32(i))
		}
		return nil
	})
	return explanation, err
}

func attemptOf(raw uintptr, n int32) Attempt {
	attempt := Attempt{
		Operation: Operation(c.Sipreg_explanation_operation(raw, n)),
		Occasion:  text(c.Sipreg_explanation_occasion(raw, n)),
		BeganAgo:  millis(c.Sipreg_explanation_began_ms_ago(raw, n)),
		Took:      millis(c.Sipreg_explanation_took_ms(raw, n)),
		Targets:   int(c.Sipreg_explanation_target_count(raw, n)),
		Failure:   Failure(c.Sipreg_explanation_failure(raw, n)),
		Rule:      text(c.Sipreg_explanation_rule(raw, n)),
		Why:       text(c.Sipreg_explanation_why(raw, n)),
		Section:   text(c.Sipreg_explanation_section(raw, n)),
		Next:      millis(c.Sipreg_explanation_next_ms(raw, n)),
	}
	for i := int32(0); i < c.Sipreg_explanation_skipped_count(raw, n); i++ {
		attempt.Skipped = append(attempt.Skipped, SkippedTarget{
			text(c.Sipreg_explanation_skipped(raw, n, i)), text(c.Sipreg_explanation_skipped_why(raw, n, i)),
		})
	}
	for i := int32(0); i < c.Sipreg_explanation_request_count(raw, n); i++ {
		attempt.Requests = append(attempt.Requests, requestOf(raw, n, i))
	}
	return attempt
}

func requestOf(raw uintptr, n, i int32) ExplainedRequest {
	request := ExplainedRequest{
		At:       millis(c.Sipreg_explanation_request_at_ms(raw, n, i)),
		Target:   text(c.Sipreg_explanation_request_target(raw, n, i)),
		Status:   int(c.Sipreg_explanation_request_status(raw, n, i)),
		Rule:     text(c.Sipreg_explanation_request_rule(raw, n, i)),
		Problem:  text(c.Sipreg_explanation_request_problem(raw, n, i)),
		TLSFault: TLSFault(c.Sipreg_explanation_request_tls_fault(raw, n, i)),
		TLSAlert: int(c.Sipreg_explanation_request_tls_alert(raw, n, i)),
	}
	for k := int32(0); k < c.Sipreg_explanation_realm_count(raw, n, i); k++ {
		request.Asked = append(request.Asked, AskedRealm{
			text(c.Sipreg_explanation_realm(raw, n, i, k)), text(c.Sipreg_explanation_offered(raw, n, i, k)),
			text(c.Sipreg_explanation_chosen(raw, n, i, k)),
		})
	}
	return request
}
