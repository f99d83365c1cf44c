// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strconv"
	"strings"
)

// word is the name of a number, or kind and number if there is none.
func word(kind string, number int, words ...string) string {
	if number >= 0 && number < len(words) {
		return words[number]
	}
	return kind + "(" + strconv.Itoa(number) + ")"
}

// Transport is a set of transports, to be combined with |.
type Transport int

// Transports.
const (
	TransportUnknown Transport = 0
	TransportUDP     Transport = 1
	TransportTCP     Transport = 2
	TransportTLS     Transport = 4
	TransportWS      Transport = 8  // WebSocket (RFC 7118)
	TransportWSS     Transport = 16 // WebSocket over TLS
)

// String is as "udp", of several "udp|tls".
func (t Transport) String() string {
	if t == TransportUnknown {
		return "unknown"
	}
	var words []string
	for i, name := range []string{"udp", "tcp", "tls", "ws", "wss"} {
		if t&(1<<i) != 0 {
			words = append(words, name)
		}
	}
	if rest := t &^ 31; rest != 0 {
		words = append(words, "Transport("+strconv.Itoa(int(rest))+")")
	}
	return strings.Join(words, "|")
}

// TLSVersion is a version of TLS.
type TLSVersion int

// TLS versions.
const (
	TLSVersionUnknown TLSVersion = 0
	TLSVersion12      TLSVersion = 1
	TLSVersion13      TLSVersion = 2
)

// String is as "1.3".
func (v TLSVersion) String() string { return word("TLSVersion", int(v), "unknown", "1.2", "1.3") }

// Family says which address families are used.
type Family int

// Address families.
const (
	FamilyUnknown Family = 0
	FamilyAny     Family = 1 // both, in the order that the system prefers (RFC 6724)
	FamilyV4First Family = 2
	FamilyV6First Family = 3
	FamilyV4Only  Family = 4
	FamilyV6Only  Family = 5
)

// String is as "v4_first".
func (f Family) String() string {
	return word("Family", int(f), "unknown", "any", "v4_first", "v6_first", "v4_only", "v6_only")
}

// Algorithm of a digest (RFC 7616, RFC 8760).
type Algorithm int

// Digest algorithms, weakest first.
const (
	AlgorithmUnknown   Algorithm = 0
	AlgorithmMD5       Algorithm = 1
	AlgorithmSHA256    Algorithm = 2
	AlgorithmSHA512256 Algorithm = 3
)

// String is as a challenge writes it, "SHA-256".
func (a Algorithm) String() string {
	return word("Algorithm", int(a), "unknown", "MD5", "SHA-256", "SHA-512-256")
}

// ProxyMode says how an outbound proxy is used.
type ProxyMode int

// Ways to use an outbound proxy.
const (
	ProxyUnknown ProxyMode = 0
	ProxyPinned  ProxyMode = 1 // packets go there, every header stays as if it were not there
	ProxyRoute   ProxyMode = 2 // packets go there, and a loose Route header names it (RFC 3261 §8.1.2)
)

// String is as "route".
func (m ProxyMode) String() string { return word("ProxyMode", int(m), "unknown", "pinned", "route") }

// LogLevel is the severity of a log line.
type LogLevel int

// Severities of log lines.
const (
	LogUnknown LogLevel = 0
	LogError   LogLevel = 1
	LogWarning LogLevel = 2
	LogInfo    LogLevel = 3
)

// String is as "warning".
func (l LogLevel) String() string {
	return word("LogLevel", int(l), "unknown", "error", "warning", "info")
}

// Slog is the number that log/slog has for it: slog.Level(event.Log.Level.Slog()).
func (l LogLevel) Slog() int {
	switch l {
	case LogError:
		return 8
	case LogWarning:
		return 4
	}
	return 0
}
