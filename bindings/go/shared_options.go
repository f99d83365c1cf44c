// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// SharedOption is a setting of an endpoint, for all its accounts that have none of their own, or of an account.
type SharedOption interface {
	EndpointOption
	AccountOption
}

type sharedOption struct {
	endpoint endpointOption
	account  accountOption
}

func (o sharedOption) applyEndpoint(p uintptr) error { return o.endpoint.applyEndpoint(p) }
func (o sharedOption) applyAccount(p uintptr) error  { return o.account.applyAccount(p) }

// WithUserAgent sets the User-Agent header. Default of an endpoint "libsipreg/VERSION", "" sends none; of an account "", the
// endpoint's.
func WithUserAgent(text string) SharedOption {
	return sharedOption{
		endpointOption(textOption("user agent", c.Sipreg_endpoint_set_user_agent, text)),
		accountOption(textOption("user agent", c.Sipreg_account_set_user_agent, text)),
	}
}

// WithTLS sets how TLS is spoken. Default of an endpoint: the system's root certificates, TLS 1.2 and up, no client
// certificate; of an account the endpoint's. ErrSystem if no roots were given and the system has none.
func WithTLS(tls *TLS) SharedOption {
	return sharedOption{
		endpointOption(tlsOption(tls, c.Sipreg_endpoint_set_tls)),
		accountOption(tlsOption(tls, c.Sipreg_account_set_tls)),
	}
}

func tlsOption(tls *TLS, set func(p, tls uintptr) int) option {
	return option{"tls", "", func(p uintptr) (code int, err error) {
		if tls == nil {
			return 0, refused("tls", "is nil")
		}
		err = tls.handle.useAlone(func(t uintptr) error {
			if code = set(p, t); code == int(ErrInvalid) {
				return tlsProblem(t)
			}
			return nil
		})
		return code, err
	}}
}
