// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"

// CredentialRequest tells what a registration waits for, of EventCredentials; see WithAskCredentials. Answer it from any
// goroutine, at once or later, but before the attempt's deadline: else the attempt fails with FailureCredentials. Any of its
// methods may answer where a fitting challenge was offered.
//
// What is given is kept for the realm as long as the registration lives. What the registrar refuses is forgotten.
//
// Answers that come too late have no effect. ErrInvalid tells that a value is malformed, and nothing was answered. Values are
// secrets: see WithPassword.
type CredentialRequest struct {
	Scheme      string // "digest" or "bearer"
	Algorithm   string // as the challenge writes it, "SHA-256", "AKAv1-MD5"; "" for bearer
	Realm       string // as the registrar wrote it; show it to whom you ask
	Proxy       bool   // a proxy asks and not the registrar
	Rejected    bool   // what was used before for this realm was refused
	AKARand     string // RAND of AKA, 32 hex digits; "" for others
	AKAAutn     string // AUTN of AKA, 32 hex digits; "" for others
	AuthzServer string // that issues tokens, a URI; anybody may have written it (RFC 8898 §2.1.1): trust those you know
	Scope       string // that the token must have, space-separated
	Error       string // why the token before was refused, "invalid_token"

	number       int64
	registration *Registration
}

func newCredentialRequest(raw uintptr, registration *Registration) *CredentialRequest {
	return &CredentialRequest{
		Scheme:       text(c.Sipreg_event_credential_scheme(raw)),
		Algorithm:    text(c.Sipreg_event_credential_algorithm(raw)),
		Realm:        text(c.Sipreg_event_credential_realm(raw)),
		Proxy:        c.Sipreg_event_credential_proxy(raw) != 0,
		Rejected:     c.Sipreg_event_credential_rejected(raw) != 0,
		AKARand:      text(c.Sipreg_event_credential_aka_rand(raw)),
		AKAAutn:      text(c.Sipreg_event_credential_aka_autn(raw)),
		AuthzServer:  text(c.Sipreg_event_credential_authz_server(raw)),
		Scope:        text(c.Sipreg_event_credential_scope(raw)),
		Error:        text(c.Sipreg_event_credential_error(raw)),
		number:       c.Sipreg_event_credential_request(raw),
		registration: registration,
	}
}

// GivePassword answers with a password, at most 1023 bytes.
func (q *CredentialRequest) GivePassword(password []byte) error {
	return q.give("password", [][]byte{password}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_registration_give_password(p, q.number, lent[0])
	})
}

// GiveHA1 answers the challenges of one algorithm with H(username:realm:password) in hex.
func (q *CredentialRequest) GiveHA1(algorithm Algorithm, hex []byte) error {
	return q.give("ha1", [][]byte{hex}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_registration_give_ha1(p, q.number, int(algorithm), lent[0])
	})
}

// GiveToken answers with an access token (RFC 8898), at most 8191 bytes.
func (q *CredentialRequest) GiveToken(token []byte) error {
	return q.give("token", [][]byte{token}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_registration_give_token(p, q.number, lent[0])
	})
}

// GiveAKA answers AKA with what the SIM made of RAND and AUTN, in hex: RES of 4 to 16 bytes, IK and CK of 16. AKAv1 needs RES
// alone; IK and CK may both be nil then.
func (q *CredentialRequest) GiveAKA(res, ik, ck []byte) error {
	return q.give("aka", [][]byte{res, ik, ck}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_registration_give_aka(p, q.number, lent[0], lent[1], lent[2])
	})
}

// GiveAUTS answers AKA with AUTS, 14 bytes in hex: the SIM found the sequence number out of range. Another request follows.
func (q *CredentialRequest) GiveAUTS(auts []byte) error {
	return q.give("auts", [][]byte{auts}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_registration_give_aka_auts(p, q.number, lent[0])
	})
}

// Refuse tells that there are none: the attempt fails now, with FailureCredentials.
func (q *CredentialRequest) Refuse() error {
	return q.give("refusal", nil, func(p uintptr, _ []*byte) int {
		return c.Sipreg_registration_refuse_credentials(p, q.number)
	})
}

func (q *CredentialRequest) give(argument string, values [][]byte, answer func(p uintptr, lent []*byte) int) error {
	if q == nil {
		return refused("credential request", "is nil")
	}
	if q.registration == nil {
		return ErrClosed // it was, before the event was read
	}
	for i := range values {
		values[i] = notNil(values[i])
	}
	return q.registration.use(func(p uintptr) error {
		code, err := withSecrets(argument, values, func(lent []*byte) int { return answer(p, lent) })
		if err == nil && Status(code) == ErrInvalid {
			return refused(argument, ErrInvalid.text())
		}
		if err == nil {
			err = failed(code)
		}
		return err
	})
}
