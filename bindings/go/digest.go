// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"bytes"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Digest is what a digest response is computed of (RFC 7616 §3.4).
type Digest struct {
	Algorithm string // "MD5", "SHA-256", "SHA-512-256", or with "-sess"
	Username  string
	Realm     string
	Password  []byte // a secret: see WithPassword
	Method    string
	URI       string
	Nonce     string
	NC        int64  // nonce count, ignored without Qop
	CNonce    string // client nonce, ignored without Qop
	Qop       string // "", "auth" or "auth-int", over an empty body
}

// Response computes the response, to compare with other implementations.
func (d Digest) Response() (string, error) {
	lent, err := cTexts("digest", d.Algorithm, d.Username, d.Realm, d.Method, d.URI, d.Nonce, d.CNonce, d.Qop)
	if err != nil {
		return "", err
	}
	return written(65, "digest", func(buffer *byte, size uintptr) (int, error) {
		return withSecret("password", d.Password, func(password *byte) int {
			return c.Sipreg_digest_compute(buffer, size, lent[0], lent[1], lent[2], password, lent[3], lent[4], lent[5], d.NC,
				lent[6], lent[7])
		})
	})
}

// VerifyDigest checks the value of an Authorization or Proxy-Authorization header against a password, in constant time. It
// does not judge nonce and nonce count. The error tells that the header is no complete answer of a known algorithm.
func VerifyDigest(authorization, method string, password []byte) (right bool, err error) {
	lent, err := cTexts("authorization", authorization, method)
	if err != nil {
		return false, err
	}
	code, err := withSecret("password", password, func(password *byte) int {
		return c.Sipreg_digest_verify(lent[0], lent[1], password)
	})
	switch {
	case err != nil:
		return false, err
	case Status(code) == ErrState:
		return false, nil
	case Status(code) == ErrInvalid:
		return false, refused("authorization", "is no complete answer of a known algorithm")
	}
	return code == 0, failed(code)
}

// ChallengeParam reads one parameter of a challenge, the value of a WWW-Authenticate or Proxy-Authenticate header: "realm",
// "nonce", "algorithm", "qop", "stale" or "opaque", unquoted; "" if it is absent.
func ChallengeParam(challenge, name string) (string, error) {
	lent, err := cTexts("challenge", challenge, name)
	if err != nil {
		return "", err
	}
	return written(len(challenge)+1, "challenge", func(buffer *byte, size uintptr) (int, error) {
		return c.Sipreg_challenge_read(lent[0], lent[1], buffer, size), nil
	})
}

// ContactAddress is what a Contact URI is made of.
type ContactAddress struct {
	User      string    // may be ""
	Public    string    // "203.0.113.1:5060", "" if unknown
	Local     string    // "192.168.0.2:5060"
	Transport Transport // UDP adds no parameter, the others their own
	Secure    bool      // a sips: URI
}

// URI is the Contact URI that the library would make of it: of the public address if known, else of the local one.
func (a ContactAddress) URI() (string, error) {
	lent, err := cTexts("contact", a.User, a.Public, a.Local)
	if err != nil {
		return "", err
	}
	room := len(a.User)*3 + len(a.Public) + len(a.Local) + 64 // the user may be escaped
	return written(room, "contact", func(buffer *byte, size uintptr) (int, error) {
		return c.Sipreg_contact_build(buffer, size, lent[0], lent[1], lent[2], int(a.Transport), flag(a.Secure)), nil
	})
}

// written is the text that the library writes into a buffer.
func written(room int, argument string, write func(buffer *byte, size uintptr) (int, error)) (string, error) {
	buffer := make([]byte, room)
	code, err := write(&buffer[0], uintptr(room))
	if err != nil {
		return "", err
	}
	if Status(code) == ErrInvalid {
		return "", refused(argument, ErrInvalid.text())
	}
	if code != 0 {
		return "", Status(code)
	}
	return string(buffer[:bytes.IndexByte(buffer, 0)]), nil
}
