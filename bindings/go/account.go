// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Account says what to register where: address-of-record, registrar, credentials, Contacts. It does not change after it was
// made, and may serve any number of registrations. Its secrets are kept in guarded memory of the library until Close, or
// until the garbage collector finds that nobody holds it.
type Account struct {
	handle *handle
}

// AccountOption is a setting of an account, made by one of the functions that return it.
type AccountOption interface {
	applyAccount(p uintptr) error
}

type accountOption option

func (o accountOption) applyAccount(p uintptr) error {
	return option(o).apply(p, c.Sipreg_account_problem)
}

// NewAccount makes an account.
//
// The address-of-record is as "sip:alice@example.com", without parameters and headers; "sips:" needs a sips: registrar. The
// registrar is as "sip:example.com" or "sip:192.0.2.1:5070;transport=tcp": the Request-URI, and where REGISTERs go to unless
// WithOutboundProxy says otherwise. Without a transport parameter the DNS decides (RFC 3263); "sips:" and ";transport=tls" go
// over TLS to a server whose certificate is that of the host written here, ";transport=ws" over WebSocket. A link-local
// address names its interface, "sip:[fe80::1%25eth0]".
//
// The error is an ArgumentError that names what was refused.
func NewAccount(aor, registrar string, options ...AccountOption) (*Account, error) {
	var p uintptr
	if err := failed(c.Sipreg_account_new(&p)); err != nil {
		return nil, err
	}
	account := &Account{newHandle(p, c.Sipreg_account_unref)}
	all := append([]AccountOption{
		accountOption(textOption("aor", c.Sipreg_account_set_aor, aor)),
		accountOption(textOption("registrar", c.Sipreg_account_set_registrar, registrar)),
	}, options...)
	err := account.handle.useAlone(func(p uintptr) error {
		for _, o := range all {
			if o == nil {
				return refused("option", "is nil")
			}
			if err := o.applyAccount(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		account.handle.close()
		return nil, err
	}
	return account, nil
}

// Close wipes the account's secrets now, as far as no registration needs them. Registrations made from it go on.
func (a *Account) Close() error {
	if a != nil {
		a.handle.close()
	}
	return nil
}

func (a *Account) use(call func(p uintptr) error) error {
	if a == nil {
		return refused("account", "is nil")
	}
	return a.handle.useAlone(call)
}
