// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"errors"
	"fmt"
	"testing"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

// The examples of RFC 7616 §3.9.1.
func TestDigest(t *testing.T) {
	digest := sipreg.Digest{Username: "Mufasa", Realm: "http-auth@example.org", Password: []byte("Circle of Life"),
		Method: "GET", URI: "/dir/index.html", Nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", NC: 1,
		CNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", Qop: "auth"}
	for algorithm, wanted := range map[string]string{
		"MD5":     "8ca523f5e9506fed4657c9700eebdbec",
		"SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
	} {
		digest.Algorithm = algorithm
		response, err := digest.Response()
		if err != nil || response != wanted {
			t.Errorf("%s: got %q, %v", algorithm, response, err)
		}
		header := fmt.Sprintf(`Digest username="Mufasa", realm="%s", uri="%s", algorithm=%s, nonce="%s", nc=00000001, `+
			`cnonce="%s", qop=auth, response="%s"`, digest.Realm, digest.URI, algorithm, digest.Nonce, digest.CNonce, response)
		if right, err := sipreg.VerifyDigest(header, "GET", digest.Password); !right || err != nil {
			t.Error(algorithm, right, err)
		}
		if right, err := sipreg.VerifyDigest(header, "GET", []byte("Hakuna Matata")); right || err != nil {
			t.Error(algorithm, right, err)
		}
	}
	digest.Algorithm = "ROT13"
	if _, err := digest.Response(); !errors.Is(err, sipreg.ErrInvalid) {
		t.Error(err)
	}
	if _, err := sipreg.VerifyDigest("Basic QWxhZGRpbg==", "GET", nil); !errors.Is(err, sipreg.ErrInvalid) {
		t.Error(err)
	}
}

func TestChallengeParam(t *testing.T) {
	const challenge = `Digest realm="exa\"mple.com", nonce="abc", qop="auth"`
	for name, wanted := range map[string]string{"realm": `exa"mple.com`, "nonce": "abc", "opaque": ""} {
		if got, err := sipreg.ChallengeParam(challenge, name); got != wanted || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if _, err := sipreg.ChallengeParam("Bearer", "realm"); !errors.Is(err, sipreg.ErrInvalid) {
		t.Error(err)
	}
}

func TestContactAddress(t *testing.T) {
	address := sipreg.ContactAddress{User: "alice", Public: "203.0.113.1:5060", Local: "192.168.0.2:5060",
		Transport: sipreg.TransportTCP}
	if got, err := address.URI(); got != "sip:alice@203.0.113.1:5060;transport=tcp" || err != nil {
		t.Error(got, err)
	}
	address.Local = "nowhere"
	if _, err := address.URI(); !errors.Is(err, sipreg.ErrInvalid) {
		t.Error(err)
	}
}

func TestVersion(t *testing.T) {
	var major, minor, patch int
	if n, err := fmt.Sscanf(sipreg.Version(), "%d.%d.%d", &major, &minor, &patch); n != 3 || err != nil {
		t.Error(sipreg.Version(), err)
	}
}
