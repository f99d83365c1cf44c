// SPDX-License-Identifier: LGPL-2.1-or-later

// Package conformance does what every language has to do alike: tests/conformance/scenarios.txt of the library.
package conformance

import (
	"bufio"
	"os"
	"regexp"
	"testing"
)

var scenarios = map[string]func(*testing.T){
	"register":          register,
	"refresh":           refresh,
	"unregister":        unregister,
	"wrong_password":    wrongPassword,
	"unreachable":       unreachable,
	"tls_wrong_name":    tlsWrongName,
	"async_credentials": asyncCredentials,
	"snapshot_resume":   snapshotResume,
	"query_bindings":    queryBindings,
	"remove_binding":    removeBinding,
	"remove_all":        removeAll,
	"update_account":    updateAccount,
	"close_pending":     closePending,
	"close_in_listener": closeInListener,
	"listener_throws":   listenerThrows,
	"close_under_lock":  closeUnderLock,
	"three_closers":     threeClosers,
	"forgotten":         forgotten,
	"exit_under_load":   exitUnderLoad,
	"text_beyond_bmp":   textBeyondBMP,
	"text_with_nul":     textWithNUL,
	"unknown_number":    unknownNumber,
	"null_arguments":    nullArguments,
	"use_after_close":   useAfterClose,
	"refused_setter":    refusedSetter,
	"thousand":          thousand,
	"slow_reader":       slowReader,
	"event_order":       eventOrder,
	"inbound_options":   inboundOptions,
	"inbound_message":   inboundMessage,
	"log_and_trace":     logAndTrace,
	"explain":           explain,
	"network_changed":   networkChanged,
	"dns_servers":       dnsServers,
	"push":              push,
}

func TestMain(m *testing.M) {
	if os.Getenv("SIPREG_CHILD") != "" {
		child()
		return
	}
	os.Exit(m.Run())
}

// Every line of the list is run, and nothing that is not in it.
func TestConformance(t *testing.T) {
	list, err := os.Open(place(t, "SIPREG_SCENARIOS"))
	must(t, err)
	defer list.Close()
	name := regexp.MustCompile(`^(\w+):`)
	seen := 0
	for lines := bufio.NewScanner(list); lines.Scan(); {
		match := name.FindStringSubmatch(lines.Text())
		if match == nil {
			continue
		}
		seen++
		scenario, known := scenarios[match[1]]
		t.Run(match[1], func(t *testing.T) {
			if !known {
				t.Fatal("nobody has written it")
			}
			scenario(t)
		})
	}
	if seen != len(scenarios) {
		t.Errorf("the list has %d scenarios, we have %d", seen, len(scenarios))
	}
}
