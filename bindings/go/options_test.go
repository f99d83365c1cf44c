// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

const instance = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

// What stands in a REGISTER of an account that has them all.
func TestAccountOptionsAreOnTheWire(t *testing.T) {
	callID := fmt.Sprintf("%d@example.com", time.Now().UnixNano()) // a CSeq goes up once
	endpoint := newEndpoint(t, sipreg.WithTraceEvents(true), sipreg.WithUserAgent("endpoint/1"))
	registration := newRegistration(t, endpoint, "laden", "OPEN",
		sipreg.WithDisplayName("Desk"), sipreg.WithExpires(1234*time.Second), sipreg.WithContact("sip:laden@192.0.2.9:5062"),
		sipreg.WithContactParam("q", "0.5"), sipreg.WithFurtherContact("sip:laden@192.0.2.10:5063", ";q=0.25"),
		sipreg.WithInstance(instance), sipreg.WithPush("apns", "topic", "token"), sipreg.WithPushWakesItself(true),
		sipreg.WithHeader("X-Floor", "third"), sipreg.WithAllow("INVITE", "ACK"), sipreg.WithSupported("path", "gruu"),
		sipreg.WithUserAgent("account/2"), sipreg.WithCallID(callID, 41))
	_, err := registration.Register(soon(t))
	must(t, err)
	var message string
	for message == "" {
		event, err := endpoint.Next(soon(t))
		must(t, err)
		if event.Trace != nil && event.Trace.Sent {
			message = event.Trace.Message
		}
	}
	for _, wanted := range []string{`From: "Desk" <sip:laden@example.com>`, "sip:laden@192.0.2.9:5062", ";q=0.5",
		"sip:laden@192.0.2.10:5063", ";q=0.25", "expires=1234", `+sip.instance="<` + instance + `>"`, "pn-provider=apns",
		"pn-param=topic", "pn-prid=token",
		"+sip.pnsreg", "\r\nX-Floor: third\r\n", "\r\nAllow: INVITE, ACK\r\n", "\r\nSupported: path, gruu\r\n",
		"\r\nUser-Agent: account/2\r\n", "\r\nCall-ID: " + callID + "\r\n", "\r\nCSeq: 42 REGISTER\r\n"} {
		if !strings.Contains(message, wanted) && !strings.Contains(message, strings.Replace(wanted, "expires=", "Expires: ", 1)) {
			t.Errorf("no %q in %s", wanted, message)
		}
	}
}

// Those whose effect takes a registrar with faults to see are taken, and what is wrong with them is refused by their name.
func TestAccountOptionsAreTaken(t *testing.T) {
	const aor, registrar = "sip:alice@example.com", "sip:127.0.0.1"
	hash := []byte("8ca523f5e9506fed4657c9700eebdbec")
	account, err := sipreg.NewAccount(aor, registrar, sipreg.WithAuthUsername("al"), sipreg.WithPassword([]byte("wonderland")),
		sipreg.WithHA1(sipreg.AlgorithmMD5, hash), sipreg.WithRealm("example.com"), sipreg.WithAllowNoQop(false),
		sipreg.WithLeastAlgorithm(sipreg.AlgorithmSHA256), sipreg.WithMD5NeedsTLS(true), sipreg.WithRefuseDowngrade(true),
		sipreg.WithAskCredentials(true), sipreg.WithBearerInClear(true), sipreg.WithRedirectCredentials(true),
		sipreg.WithRetry(time.Second, time.Minute), sipreg.WithRetryClass(sipreg.FailureTLS, time.Minute),
		sipreg.WithRetryClass(sipreg.FailureDNS, sipreg.GiveUp), sipreg.WithRetryClass(sipreg.FailureFatal, sipreg.BackOff),
		sipreg.WithMaxAttempts(3), sipreg.WithRefresh(time.Minute, 5), sipreg.WithMaxChallenges(2), sipreg.WithMaxRedirects(0),
		sipreg.WithMaxMinExpires(time.Hour), sipreg.WithOutboundProxy("sip:127.0.0.2", sipreg.ProxyRoute),
		sipreg.WithBackupRegistrar("sip:127.0.0.3"), sipreg.WithInstance(instance), sipreg.WithOutbound(2),
		sipreg.WithWebSocketPath("/ws"), sipreg.WithWebSocketHost("front.example.com"),
		sipreg.WithWebSocketOrigin("https://app.example.com"), sipreg.WithWebSocketHeader("Cookie", []byte("session=1")))
	must(t, err)
	must(t, account.Close())
	for argument, option := range map[string]sipreg.AccountOption{
		"ha1":              sipreg.WithHA1(sipreg.AlgorithmSHA256, hash), // too short
		"least algorithm":  sipreg.WithLeastAlgorithm(99),
		"retry":            sipreg.WithRetry(time.Minute, time.Second),
		"retry class":      sipreg.WithRetryClass(99, 0),
		"refresh":          sipreg.WithRefresh(time.Minute, 51),
		"max challenges":   sipreg.WithMaxChallenges(0),
		"max redirects":    sipreg.WithMaxRedirects(33),
		"outbound proxy":   sipreg.WithOutboundProxy("sip:127.0.0.2", 99),
		"websocket header": sipreg.WithWebSocketHeader("Host", []byte("x")),
		"call-id":          sipreg.WithCallID("call", -1),
	} {
		if _, err := sipreg.NewAccount(aor, registrar, option); !errors.Is(err, sipreg.ErrInvalid) {
			t.Errorf("%s: %v", argument, err)
		}
	}
}

func TestEndpointOptionsAreTaken(t *testing.T) {
	endpoint := newEndpoint(t, sipreg.WithBindAddress("127.0.0.1"), sipreg.WithNameserver("127.0.0.1:5353"),
		sipreg.WithTransports(sipreg.TransportUDP|sipreg.TransportTCP), sipreg.WithFamily(sipreg.FamilyV4Only),
		sipreg.WithConnectTimeout(time.Second), sipreg.WithKeepalive(0, time.Minute, time.Second), sipreg.WithSTUNKeepalive(true),
		sipreg.WithIdleTimeout(time.Second), sipreg.WithTimers(100*time.Millisecond, time.Second, time.Millisecond),
		sipreg.WithAttemptDeadline(10*time.Second), sipreg.WithTargetTimeout(time.Second), sipreg.WithUDPLimit(0),
		sipreg.WithHealth(time.Second, 2*time.Second, time.Minute), sipreg.WithMaxOutstanding(10), sipreg.WithRate(50, 100),
		sipreg.WithExplainedAttempts(1), sipreg.WithSettle(time.Millisecond), sipreg.WithWatchNetwork(true))
	registered, err := newRegistration(t, endpoint, "bound", "OPEN").Register(soon(t))
	must(t, err)
	if !strings.HasPrefix(registered.Contact, "sip:bound@127.0.0.1:") {
		t.Errorf("Contact is %s", registered.Contact)
	}
	for argument, option := range map[string]sipreg.EndpointOption{
		"bind address": sipreg.WithBindAddress("here"), "transports": sipreg.WithTransports(64), "family": sipreg.WithFamily(99),
		"keepalive": sipreg.WithKeepalive(time.Millisecond, 0, 0), "timers": sipreg.WithTimers(time.Second, time.Millisecond, 1),
		"health": sipreg.WithHealth(2*time.Second, time.Second, 1), "rate": sipreg.WithRate(-1, 0),
		"log events": sipreg.WithLogEvents(99), "udp limit": sipreg.WithUDPLimit(1 << 20),
	} {
		_, err := sipreg.NewEndpoint(option)
		var refused *sipreg.ArgumentError
		if !errors.As(err, &refused) || refused.Argument != argument {
			t.Errorf("%s: %v", argument, err)
		}
	}
}

func TestTLSOptionsAreTaken(t *testing.T) {
	ca, err := os.ReadFile(place(t, "SIPREG_CA"))
	must(t, err)
	const pin = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	tls, err := sipreg.NewTLS(sipreg.WithCAPEM(ca), sipreg.WithPin(pin), sipreg.WithMinTLSVersion(sipreg.TLSVersion13),
		sipreg.WithAllowWildcard(true), sipreg.WithAllowCommonName(true), sipreg.WithPinOnly(true))
	must(t, err)
	// The pin is none of the server's.
	_, err = newRegistration(t, newEndpoint(t, sipreg.WithTLS(tls)), "pinned", "WRONG").Register(soon(t))
	if !errors.Is(err, sipreg.TLSFaultPinMismatch) {
		t.Error(err)
	}
	must(t, tls.Close())
	// Nothing is checked, by an account that has settings of its own.
	trusting, err := sipreg.NewTLS(sipreg.WithInsecureSkipVerify())
	must(t, err)
	_, err = newRegistration(t, newEndpoint(t), "trusting", "WRONG", sipreg.WithTLS(trusting)).Register(soon(t))
	must(t, err)
	for argument, option := range map[string]sipreg.TLSOption{
		"ca": sipreg.WithCAFile("/nowhere"), "crl": sipreg.WithCRLFile("/nowhere"),
		"certificate": sipreg.WithCertificateFile("/nowhere", "", nil), "pin": sipreg.WithPin("short"),
		"crl pem": sipreg.WithCRLPEM(ca), "key": sipreg.WithCertificatePEM(ca, nil, []byte("x")),
		"min version": sipreg.WithMinTLSVersion(99),
	} {
		if _, err := sipreg.NewTLS(option); !errors.Is(err, sipreg.ErrInvalid) {
			t.Errorf("%s: %v", argument, err)
		}
	}
	// Pins are wanted.
	if alone, err := sipreg.NewTLS(sipreg.WithPinOnly(true)); err != nil {
		t.Error(err)
	} else if _, err := sipreg.NewEndpoint(sipreg.WithTLS(alone)); err == nil ||
		err.Error() != "sipreg: pin only: there is no pin" {
		t.Error(err)
	}
}
