# SPDX-License-Identifier: LGPL-2.1-or-later
# The real driver over days of virtual time, against a registrar, a network and users of the simulation's own.

check_LTLIBRARIES += libsimulation.la
libsimulation_la_CPPFLAGS = -I$(srcdir)/libsipreg -I$(srcdir)/tests
libsimulation_la_LIBADD = libsipreg-core.la
libsimulation_la_SOURCES = \
	tests/simulation/agenda.hpp \
	tests/simulation/chance.hpp \
	tests/simulation/datagram.hpp \
	tests/simulation/fault.cpp \
	tests/simulation/fault.hpp \
	tests/simulation/host.cpp \
	tests/simulation/host.hpp \
	tests/simulation/invariant.hpp \
	tests/simulation/invariants.hpp \
	tests/simulation/invariants_binding.cpp \
	tests/simulation/invariants_credentials.cpp \
	tests/simulation/invariants_events.cpp \
	tests/simulation/invariants_health.cpp \
	tests/simulation/invariants_pace.cpp \
	tests/simulation/invariants_timing.cpp \
	tests/simulation/invariants_wire.cpp \
	tests/simulation/invariants_wishes.cpp \
	tests/simulation/journal.cpp \
	tests/simulation/journal.hpp \
	tests/simulation/message.cpp \
	tests/simulation/message.hpp \
	tests/simulation/network.cpp \
	tests/simulation/network.hpp \
	tests/simulation/nonces.hpp \
	tests/simulation/phone.hpp \
	tests/simulation/registrar.cpp \
	tests/simulation/registrar.hpp \
	tests/simulation/service.cpp \
	tests/simulation/service.hpp \
	tests/simulation/user.cpp \
	tests/simulation/user.hpp \
	tests/simulation/weather.cpp \
	tests/simulation/weather.hpp \
	tests/simulation/world.cpp \
	tests/simulation/world.hpp \
	tests/simulation/world_wishes.cpp

check_PROGRAMS += tests/simulation/test_simulation tests/simulation/simulate
TESTS += tests/simulation/test_simulation

tests_simulation_test_simulation_SOURCES = tests/simulation/test_simulation.cpp
tests_simulation_test_simulation_CPPFLAGS = $(libsimulation_la_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_simulation_test_simulation_LDADD = libsimulation.la $(CMOCKA_LIBS)

tests_simulation_simulate_SOURCES = tests/simulation/simulate.cpp
tests_simulation_simulate_CPPFLAGS = $(libsimulation_la_CPPFLAGS)
tests_simulation_simulate_LDADD = libsimulation.la
