// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strings"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// TLS says who is trusted, and who we are. It does not change after it was made; put it to use by WithTLS.
//
// No REGISTER leaves before the server has shown a certificate that is valid, trusted, and that of the host of the
// registrar's URI, or the outbound proxy's (RFC 5922). There is no OCSP.
type TLS struct {
	handle *handle
}

// TLSOption is a setting of TLS, made by one of the functions that return it.
type TLSOption interface {
	applyTLS(p uintptr) error
}

type tlsSetting option

func (o tlsSetting) applyTLS(p uintptr) error { return option(o).apply(p, c.Sipreg_tls_problem) }

// NewTLS reads what it is given at once. The error is an ArgumentError that names what was refused.
func NewTLS(options ...TLSOption) (*TLS, error) {
	var p uintptr
	if err := failed(c.Sipreg_tls_new(&p)); err != nil {
		return nil, err
	}
	tls := &TLS{newHandle(p, c.Sipreg_tls_unref)}
	err := tls.handle.useAlone(func(p uintptr) error {
		for _, o := range options {
			if o == nil {
				return refused("option", "is nil")
			}
			if err := o.applyTLS(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tls.handle.close()
		return nil, err
	}
	return tls, nil
}

// Close forgets certificates and keys now. Where they were set they stay in use.
func (t *TLS) Close() error {
	if t != nil {
		t.handle.close()
	}
	return nil
}

func tlsProblem(p uintptr) error {
	if field, sentence, found := strings.Cut(text(c.Sipreg_tls_problem(p)), ": "); found {
		return refused(field, sentence)
	}
	return refused("tls", ErrInvalid.text())
}

// WithCAFile trusts the root certificates in a PEM file, and no more those of the system. May be given several times.
func WithCAFile(path string) TLSOption {
	return tlsSetting(textOption("ca file", c.Sipreg_tls_add_ca_file, path))
}

// WithCAPEM does so with PEM text.
func WithCAPEM(pem []byte) TLSOption {
	return tlsSetting(textOption("ca", c.Sipreg_tls_add_ca_pem, string(pem)))
}

// WithCRLFile refuses the certificates in this revocation list, a PEM file. A list that has run out refuses all of its issuer.
func WithCRLFile(path string) TLSOption {
	return tlsSetting(textOption("crl file", c.Sipreg_tls_add_crl_file, path))
}

// WithCRLPEM does so with PEM text.
func WithCRLPEM(pem []byte) TLSOption {
	return tlsSetting(textOption("crl", c.Sipreg_tls_add_crl_pem, string(pem)))
}

// WithCertificateFile shows this certificate to servers that ask for one: a PEM file, ours first, then the intermediates; one
// with its key, "" if it is in the same file; and the passphrase if the key is encrypted, else nil.
func WithCertificateFile(certificate, key string, passphrase []byte) TLSOption {
	return certificateOption(c.Sipreg_tls_set_certificate_file, []byte(certificate), orNil([]byte(key)), passphrase)
}

// WithCertificatePEM does so with PEM text; the key may be nil if it stands beside the certificate. Key and passphrase are
// secrets: see WithPassword.
func WithCertificatePEM(certificate, key, passphrase []byte) TLSOption {
	return certificateOption(c.Sipreg_tls_set_certificate_pem, certificate, orNil(key), passphrase)
}

func certificateOption(set func(p uintptr, certificate, key, passphrase *byte) int, values ...[]byte) TLSOption {
	return tlsSetting(option{"certificate", "", func(p uintptr) (int, error) {
		return withSecrets("certificate", values, func(lent []*byte) int { return set(p, lent[0], lent[1], lent[2]) })
	}})
}

func orNil(value []byte) []byte {
	if len(value) == 0 {
		return nil
	}
	return value
}

// WithPin wants this key in the server's chain, beside all else: the SHA-256 of its SubjectPublicKeyInfo in base64, also after
// "sha256/", or hex. With several, one is enough.
func WithPin(pin string) TLSOption { return tlsSetting(textOption("pin", c.Sipreg_tls_add_pin, pin)) }

// WithPinOnly takes it for enough that the server's own key is pinned: chain, dates and name are not looked at. Default false.
func WithPinOnly(on bool) TLSOption {
	return tlsSetting(flagOption("pin only", c.Sipreg_tls_set_pin_only, on))
}

// WithMinTLSVersion sets the least TLS version. Default 1.2.
func WithMinTLSVersion(version TLSVersion) TLSOption {
	return tlsSetting(option{"min version", version.String(), func(p uintptr) (int, error) {
		return c.Sipreg_tls_set_min_version(p, int(version)), nil
	}})
}

// WithInsecureSkipVerify checks nothing of the server's certificate, pins neither: whoever answers at the address can read and
// change all. Each connection made so is logged as a warning.
func WithInsecureSkipVerify() TLSOption {
	return tlsSetting(flagOption("verify", c.Sipreg_tls_set_verify, false))
}

// WithAllowWildcard takes "*.example.com" for good for sip.example.com, which RFC 5922 §7.2 forbids and many providers need.
func WithAllowWildcard(on bool) TLSOption {
	return tlsSetting(flagOption("allow wildcard", c.Sipreg_tls_set_allow_wildcard, on))
}

// WithAllowCommonName lets the common name count where a certificate has no subjectAltName.
func WithAllowCommonName(on bool) TLSOption {
	return tlsSetting(flagOption("allow common name", c.Sipreg_tls_set_allow_common_name, on))
}
