// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"time"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// EndpointOption is a setting of an endpoint, made by one of the functions that return it.
type EndpointOption interface {
	applyEndpoint(p uintptr) error
}

type endpointOption option

func (o endpointOption) applyEndpoint(p uintptr) error { return option(o).apply(p, nil) }

func endpointFlag(argument string, set func(uintptr, int32) int, on bool) EndpointOption {
	return endpointOption(flagOption(argument, set, on))
}

func endpointCount(argument string, set func(uintptr, int32) int, count int) EndpointOption {
	return endpointOption(countOption(argument, set, count))
}

func endpointMillis(argument string, set func(uintptr, int32) int, d time.Duration) EndpointOption {
	return endpointOption(millisOption(argument, set, d))
}

func endpointTimes(argument string, set func(p uintptr, a, b, c int32) int, times ...time.Duration) EndpointOption {
	numbers := make([]int64, len(times))
	for i, d := range times {
		numbers[i] = inUnits(d, time.Millisecond)
	}
	return endpointOption(numbersOption(argument, numbers, func(p uintptr, n []int32) int {
		return set(p, n[0], n[1], n[2])
	}))
}

// WithBindAddress adds a local address to send from: "192.0.2.1", "192.0.2.1:5060", "[2001:db8::1]:5060". For each address
// family, and each link, "fe80::2%eth0", the first one given is used. Default: as the kernel routes, at a port of its choice.
func WithBindAddress(address string) EndpointOption {
	return endpointOption(textOption("bind address", c.Sipreg_endpoint_add_bind_address, address))
}

// WithNameserver adds a DNS server, "192.0.2.53" or "[2001:db8::53]:5353". Without one the system's are asked.
func WithNameserver(address string) EndpointOption {
	return endpointOption(textOption("nameserver", c.Sipreg_endpoint_add_nameserver, address))
}

// WithTransports sets the transports that may be used, TransportUDP|TransportTLS. Default all.
func WithTransports(transports Transport) EndpointOption {
	return endpointOption(option{"transports", transports.String(), func(p uintptr) (int, error) {
		return c.Sipreg_endpoint_set_transports(p, int32(transports)), nil
	}})
}

// WithFamily sets which of a registrar's addresses are used, and in which order. Default FamilyAny.
func WithFamily(family Family) EndpointOption {
	return endpointOption(option{"family", family.String(), func(p uintptr) (int, error) {
		return c.Sipreg_endpoint_set_family(p, int(family)), nil
	}})
}

// WithOfferRequests makes events of the requests that reach us, EventRequest. Default false: OPTIONS is answered 200, others
// 405 or 481. They are taken only from addresses that the endpoint has sent requests to, and over connections that it made.
func WithOfferRequests(on bool) EndpointOption {
	return endpointFlag("offer requests", c.Sipreg_endpoint_set_offer_requests, on)
}

// WithLogEvents makes events of log lines up to this severity, EventLog. Default LogUnknown: none. At most 256 of them and of
// SIP messages wait; then the oldest gives way, counted by EventOverflow.
func WithLogEvents(level LogLevel) EndpointOption {
	return endpointOption(option{"log events", level.String(), func(p uintptr) (int, error) {
		return c.Sipreg_endpoint_set_log_events(p, int(level)), nil
	}})
}

// WithTraceEvents makes events of SIP messages as they are first sent and as they arrive, credentials redacted: EventTrace.
func WithTraceEvents(on bool) EndpointOption {
	return endpointFlag("trace events", c.Sipreg_endpoint_set_trace_events, on)
}

// WithConnectTimeout limits connecting, handshakes included, 100 ms to 10 min. Default 3.5 s.
func WithConnectTimeout(timeout time.Duration) EndpointOption {
	return endpointMillis("connect timeout", c.Sipreg_endpoint_set_connect_timeout_ms, timeout)
}

// WithKeepalive sets how the flow by which the registrar reaches us is kept open and watched (RFC 5626 §4.4): longest times
// between two pings over UDP, default 29 s, and over connections, 2 min, each 1 s to 1 h or 0 for none; and how long the
// answer may take, 10 s. A flow that is lost makes EventDegraded, and a new one within four seconds.
func WithKeepalive(datagram, stream, pong time.Duration) EndpointOption {
	return endpointTimes("keepalive", c.Sipreg_endpoint_set_keepalive_ms, datagram, stream, pong)
}

// WithSTUNKeepalive pings over UDP by STUN Binding requests, for registrars that answer such. Default false: an empty line.
func WithSTUNKeepalive(on bool) EndpointOption {
	return endpointFlag("stun keepalive", c.Sipreg_endpoint_set_stun_keepalive, on)
}

// WithIdleTimeout closes a connection that nobody is reached by after this time, 100 ms to 1 h. Default 32 s.
func WithIdleTimeout(idle time.Duration) EndpointOption {
	return endpointMillis("idle timeout", c.Sipreg_endpoint_set_idle_ms, idle)
}

// WithTimers sets the SIP timers T1, T2 and T4 (RFC 3261 §17.1.2). Default 500 ms, 4 s and 10 ms.
func WithTimers(t1, t2, t4 time.Duration) EndpointOption {
	return endpointTimes("timers", c.Sipreg_endpoint_set_timers_ms, t1, t2, t4)
}

// WithAttemptDeadline limits one attempt over all targets, 100 ms to 10 min. Default 32 s.
func WithAttemptDeadline(deadline time.Duration) EndpointOption {
	return endpointMillis("attempt deadline", c.Sipreg_endpoint_set_attempt_deadline_ms, deadline)
}

// WithTargetTimeout limits one target while others are left to try, 100 ms to 10 min. Default 4 s.
func WithTargetTimeout(timeout time.Duration) EndpointOption {
	return endpointMillis("target timeout", c.Sipreg_endpoint_set_target_timeout_ms, timeout)
}

// WithHealth sets how long a target that failed is left out by all registrations, doubled with each failure from rest (default
// 10 s) up to longestRest (1 min), and how long a preferred one must have been back before we return to it, failback (1 min).
// 1 ms <= rest <= longestRest <= 1 h.
func WithHealth(rest, longestRest, failback time.Duration) EndpointOption {
	return endpointTimes("health", c.Sipreg_endpoint_set_health_ms, rest, longestRest, failback)
}

// WithUDPLimit sets the longest request in bytes, 0 to 65507, that goes over UDP where TCP may be used as well. Default 1300; 0
// sends all over UDP.
func WithUDPLimit(bytes int) EndpointOption {
	return endpointCount("udp limit", c.Sipreg_endpoint_set_udp_limit, bytes)
}

// WithMaxOutstanding bounds the requests under way at once, 1 to 2000. Default 200.
func WithMaxOutstanding(count int) EndpointOption {
	return endpointCount("max outstanding", c.Sipreg_endpoint_set_max_outstanding, count)
}

// WithRate bounds the requests per second, to one registrar and in all, 0 to 100000. Default 0: no limit.
func WithRate(perRegistrar, total int) EndpointOption {
	numbers := []int64{int64(perRegistrar), int64(total)}
	return endpointOption(numbersOption("rate", numbers, func(p uintptr, n []int32) int {
		return c.Sipreg_endpoint_set_rate(p, n[0], n[1])
	}))
}

// WithExplainedAttempts sets how many attempts Registration.Explain remembers, 0 to 100. Default 4.
func WithExplainedAttempts(count int) EndpointOption {
	return endpointCount("explained attempts", c.Sipreg_endpoint_set_explained_attempts, count)
}

// WithSettle sets how long Endpoint.NetworkChanged waits for more changes, 0 to 1 min. Default 1 s.
func WithSettle(quiet time.Duration) EndpointOption {
	return endpointMillis("settle", c.Sipreg_endpoint_set_settle_ms, quiet)
}

// WithWatchNetwork watches the host's network, as if Endpoint.NetworkChanged were called when it changes (Linux). Default
// false.
func WithWatchNetwork(on bool) EndpointOption {
	return endpointFlag("watch network", c.Sipreg_endpoint_set_watch_network, on)
}

// WithCallerDriven makes an endpoint without a thread of its own: it works only while Endpoint.Run does.
func WithCallerDriven() EndpointOption {
	return endpointFlag("caller driven", c.Sipreg_endpoint_set_caller_driven, true)
}
