# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests that drive the command from outside: against its own registrar, Kamailio and SIPp.

WIRE_TESTS = \
	tests/wire/bindings.sh \
	tests/wire/blackhole.sh \
	tests/wire/challenges.sh \
	tests/wire/cli.sh \
	tests/wire/contacts.sh \
	tests/wire/crowd.sh \
	tests/wire/dns.sh \
	tests/wire/failover.sh \
	tests/wire/flows.sh \
	tests/wire/embedding.sh \
	tests/wire/kamailio.sh \
	tests/wire/links.sh \
	tests/wire/tls.sh \
	tests/wire/tls_capture.sh \
	tests/wire/tls_registrar.sh \
	tests/wire/nat.sh \
	tests/wire/network.sh \
	tests/wire/redirect.sh \
	tests/wire/requests.sh \
	tests/wire/restart.sh \
	tests/wire/resume.sh \
	tests/wire/services.sh \
	tests/wire/sipp.sh \
	tests/wire/websocket.sh

TESTS += $(WIRE_TESTS)
OUTSIDE_TESTS += $(WIRE_TESTS)

check_PROGRAMS += tests/wire/crowd tests/wire/fleet
tests_wire_crowd_SOURCES = tests/wire/crowd.c
tests_wire_crowd_CPPFLAGS = -I$(srcdir)/include
tests_wire_crowd_LDADD = libsipreg.la

tests_wire_fleet_SOURCES = tests/wire/fleet.c
tests_wire_fleet_CPPFLAGS = -I$(srcdir)/include
tests_wire_fleet_LDADD = libsipreg.la

EXTRA_DIST += \
	$(WIRE_TESTS) \
	tests/wire/digest.pl \
	tests/wire/garbage.pl \
	tests/wire/kamailio.cfg.in \
	tests/wire/lib.sh \
	tests/wire/lib_fleet.sh \
	tests/wire/lib_kamailio.sh \
	tests/wire/lib_knot.sh \
	tests/wire/lib_nat.sh \
	tests/wire/lib_netns.sh \
	tests/wire/lib_registrar.sh \
	tests/wire/lib_sipp.sh \
	tests/wire/lib_tls.sh \
	tests/wire/sipp/asked.xml \
	tests/wire/sipp/busy.xml \
	tests/wire/sipp/busy_then_ok.xml \
	tests/wire/sipp/challenge.xml \
	tests/wire/sipp/compact.xml \
	tests/wire/sipp/contacts.xml \
	tests/wire/sipp/forbidden.xml \
	tests/wire/sipp/forever.xml \
	tests/wire/sipp/interval.xml \
	tests/wire/sipp/moved.xml \
	tests/wire/sipp/moved_forever.xml \
	tests/wire/sipp/nat.xml \
	tests/wire/sipp/next_nonce.xml \
	tests/wire/sipp/no_contact.xml \
	tests/wire/sipp/progress.xml \
	tests/wire/sipp/requests.xml \
	tests/wire/sipp/stale_forever.xml \
	tests/wire/sipp/two_realms.xml \
	tests/wire/sipp/welcome.xml \
	tests/wire/websocket.cfg \
	tests/install/CMakeLists.txt \
	tests/install/consumer.c \
	tests/install/install.sh

.PHONY: print-unit-tests print-check-programs print-compiler

# The tests that need nothing from outside, one per line: for sanitizers and distcheck.
print-unit-tests:
	@for test in $(TESTS); do \
	  case " $(OUTSIDE_TESTS) " in *" $$test "*) ;; *) echo "$$test" ;; esac; \
	done

# The programs of all tests, one per line: for a build of some of them.
print-check-programs:
	@for program in $(check_PROGRAMS); do echo "$$program"; done

# The compiler of C++ as every file is given to it, for a header that is compiled before.
print-compiler:
	@echo $(CXX) $(AM_CXXFLAGS) $(CXXFLAGS)
