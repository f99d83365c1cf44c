# SPDX-License-Identifier: LGPL-2.1-or-later
# The driver in virtual time, among fakes: these programs link the core alone, too.

REGISTRATION_TESTS = \
	tests/registration/test_keeping \
	tests/registration/test_failing \
	tests/registration/test_failover \
	tests/registration/test_flows \
	tests/registration/test_contacts \
	tests/registration/test_credentials \
	tests/registration/test_endings \
	tests/registration/test_history \
	tests/registration/test_bindings \
	tests/registration/test_length \
	tests/registration/test_many \
	tests/registration/test_outbound \
	tests/registration/test_demands \
	tests/registration/test_resume \
	tests/registration/test_random_walk
check_PROGRAMS += $(REGISTRATION_TESTS)
TESTS += $(REGISTRATION_TESTS)
EXTRA_DIST += tests/support/fake_ports.hpp tests/support/fake_registrar.hpp tests/support/sanitized.hpp \
	tests/support/world.hpp

REGISTRATION_TEST_CPPFLAGS = -I$(srcdir)/libsipreg -I$(srcdir)/tests $(CMOCKA_CFLAGS)
REGISTRATION_TEST_LDADD = libsipreg-core.la $(CMOCKA_LIBS)

tests_registration_test_keeping_SOURCES = tests/registration/test_keeping.cpp
tests_registration_test_keeping_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_keeping_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_failing_SOURCES = tests/registration/test_failing.cpp
tests_registration_test_failing_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_failing_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_failover_SOURCES = tests/registration/test_failover.cpp
tests_registration_test_failover_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_failover_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_flows_SOURCES = tests/registration/test_flows.cpp
tests_registration_test_flows_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_flows_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_outbound_SOURCES = tests/registration/test_outbound.cpp
tests_registration_test_outbound_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_outbound_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_length_SOURCES = tests/registration/test_length.cpp
tests_registration_test_length_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_length_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_contacts_SOURCES = tests/registration/test_contacts.cpp
tests_registration_test_contacts_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_contacts_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_credentials_SOURCES = tests/registration/test_credentials.cpp
tests_registration_test_credentials_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_credentials_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_endings_SOURCES = tests/registration/test_endings.cpp
tests_registration_test_endings_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_endings_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_many_SOURCES = tests/registration/test_many.cpp
tests_registration_test_many_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_many_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_random_walk_SOURCES = tests/registration/test_random_walk.cpp
tests_registration_test_random_walk_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_random_walk_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_resume_SOURCES = tests/registration/test_resume.cpp
tests_registration_test_resume_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_resume_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_demands_SOURCES = tests/registration/test_demands.cpp
tests_registration_test_demands_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_demands_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_history_SOURCES = tests/registration/test_history.cpp
tests_registration_test_history_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_history_LDADD = $(REGISTRATION_TEST_LDADD)

tests_registration_test_bindings_SOURCES = tests/registration/test_bindings.cpp
tests_registration_test_bindings_CPPFLAGS = $(REGISTRATION_TEST_CPPFLAGS)
tests_registration_test_bindings_LDADD = $(REGISTRATION_TEST_LDADD)
