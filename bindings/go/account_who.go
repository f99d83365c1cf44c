// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strings"
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Who and where we are: names, Contacts, headers.

func accountText(argument string, set func(uintptr, *byte) int, value string) AccountOption {
	return accountOption(textOption(argument, set, value))
}

func accountPair(argument, first, second string, set func(uintptr, *byte, *byte) int) AccountOption {
	return accountOption(textsOption(argument, []string{first, second}, func(p uintptr, lent []*byte) int {
		return set(p, lent[0], lent[1])
	}))
}

func accountFlag(argument string, set func(uintptr, int32) int, on bool) AccountOption {
	return accountOption(flagOption(argument, set, on))
}

func accountCount(argument string, set func(uintptr, int32) int, count int) AccountOption {
	return accountOption(countOption(argument, set, count))
}

// WithDisplayName sets the display name in From and To; "" for none, the default.
func WithDisplayName(name string) AccountOption {
	return accountText("display name", c.Sipreg_account_set_display_name, name)
}

// WithExpires sets the lifetime to ask for, 1 to 4294967295 whole seconds. Default one hour.
func WithExpires(lifetime time.Duration) AccountOption {
	return accountOption(secondsOption("expires", c.Sipreg_account_set_expires_s, lifetime))
}

func secondsOption(argument string, set func(uintptr, int64) int, d time.Duration) option {
	return option{argument, "", func(p uintptr) (int, error) { return set(p, inUnits(d, time.Second)), nil }}
}

// WithContact registers this Contact of your own, "sip:alice@192.0.2.9:5062", whatever address the registrar sees. Default "":
// user of the address-of-record, address and port in use, corrected to the public address.
func WithContact(uri string) AccountOption {
	return accountText("contact", c.Sipreg_account_set_contact, uri)
}

// WithContactParam adds a header parameter to the first Contact: "q", "0.5" or "+sip.audio", "". Not "expires".
func WithContactParam(name, value string) AccountOption {
	return accountPair("contact parameter", name, value, c.Sipreg_account_add_contact_param)
}

// WithFurtherContact registers one more Contact beside the first, at most 16, with its header parameters,
// ";q=0.5;+sip.audio", or "".
func WithFurtherContact(uri, params string) AccountOption {
	return accountPair("further contact", uri, params, c.Sipreg_account_add_contact)
}

// WithInstance sets the instance of this device, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6": the same over restarts,
// another one on each device (RFC 5626 §4.1). By it our bindings are told from those of other devices.
func WithInstance(urn string) AccountOption {
	return accountText("instance", c.Sipreg_account_set_instance, urn)
}

// WithOutbound asks for outbound (RFC 5626) over 1 to 4 flows that are kept open, so that calls reach us through NATs; 0 for
// none, the default. It needs WithInstance. Event.Flow tells which flow an event is about, Event.State how it stands with all.
func WithOutbound(flows int) AccountOption {
	return accountCount("outbound", c.Sipreg_account_set_outbound, flows)
}

// WithPush asks to be woken by push notifications (RFC 8599): the provider, "apns", "fcm" or "webpush", what it needs beside,
// and the device's token at it, at most 1024 bytes each. Event.Service.PushProvider tells what the network answers; where it
// has no such service, the binding is made without.
func WithPush(provider, param, prid string) AccountOption {
	return accountOption(textsOption("push", []string{provider, param, prid}, func(p uintptr, lent []*byte) int {
		return c.Sipreg_account_set_push(p, lent[0], lent[1], lent[2])
	}))
}

// WithPushWakesItself promises that this device refreshes its binding without being woken for it (RFC 8599 §4.1.4).
func WithPushWakesItself(on bool) AccountOption {
	return accountFlag("push wakes itself", c.Sipreg_account_set_push_wakes_itself, on)
}

// WithHeader adds a header to every REGISTER. Headers that the library writes itself are refused.
func WithHeader(name, value string) AccountOption {
	return accountPair("header", name, value, c.Sipreg_account_add_header)
}

// WithAllow sends an Allow header with these methods. Default none.
func WithAllow(methods ...string) AccountOption {
	return accountText("allow", c.Sipreg_account_set_allow, strings.Join(methods, ", "))
}

// WithSupported sends a Supported header with these option tags, "path", "gruu". Default none; nothing is added silently.
func WithSupported(options ...string) AccountOption {
	return accountText("supported", c.Sipreg_account_set_supported, strings.Join(options, ", "))
}

// WithOutboundProxy sends to "sip:proxy.example.com:5080;transport=udp" instead of the registrar.
func WithOutboundProxy(uri string, mode ProxyMode) AccountOption {
	return accountOption(textOption("outbound proxy", func(p uintptr, lent *byte) int {
		return c.Sipreg_account_set_outbound_proxy(p, lent, int(mode))
	}, uri))
}

// WithBackupRegistrar adds a place to send to when nothing lives at the registrar, or the outbound proxy before it, or its
// name is not found; at most 8, tried in the order given. It is a further next hop and not another domain.
func WithBackupRegistrar(uri string) AccountOption {
	return accountText("backup registrar", c.Sipreg_account_add_backup_registrar, uri)
}

// WithWebSocketPath sets path and query of the resource at which a server offers SIP over WebSocket. Default "/".
func WithWebSocketPath(path string) AccountOption {
	return accountText("websocket path", c.Sipreg_account_set_websocket_path, path)
}

// WithWebSocketHost sets the Host header of the upgrade. Default "": the host of the URI that is gone to.
func WithWebSocketHost(host string) AccountOption {
	return accountText("websocket host", c.Sipreg_account_set_websocket_host, host)
}

// WithWebSocketOrigin sets the Origin header of the upgrade, "https://app.example.com". Default none.
func WithWebSocketOrigin(origin string) AccountOption {
	return accountText("websocket origin", c.Sipreg_account_set_websocket_origin, origin)
}

// WithWebSocketHeader adds a header to the upgrade, as "Cookie" or "Authorization". The value is a secret: see WithPassword.
// All of them together have 8191 bytes at most, and go to no server of another domain that a redirection names.
func WithWebSocketHeader(name string, value []byte) AccountOption {
	return accountOption(option{"websocket header", name, func(p uintptr) (int, error) {
		return withSecrets("websocket header", [][]byte{[]byte(name), notNil(value)}, func(lent []*byte) int {
			return c.Sipreg_account_add_websocket_header(p, lent[0], lent[1])
		})
	}})
}

// WithCallID goes on with an earlier Call-ID and CSeq: the first REGISTER carries cseq + 1, which is 1 to 2147483647. Default:
// a random Call-ID and CSeq 1. Registration.Restore does this and more.
func WithCallID(callID string, cseq int64) AccountOption {
	return accountOption(textOption("call-id", func(p uintptr, lent *byte) int {
		return c.Sipreg_account_set_call_id(p, lent, cseq)
	}, callID))
}
