# SPDX-License-Identifier: LGPL-2.1-or-later
# The face, from C99 and through the public header alone, linked with the shared library as an application is.

CAPI_TESTS = \
	tests/capi/test_account \
	tests/capi/test_bindings \
	tests/capi/test_callback \
	tests/capi/test_control \
	tests/capi/test_credentials \
	tests/capi/test_cycles \
	tests/capi/test_driven \
	tests/capi/test_ending \
	tests/capi/test_endpoint \
	tests/capi/test_event \
	tests/capi/test_explanation \
	tests/capi/test_failing \
	tests/capi/test_helpers \
	tests/capi/test_inbound \
	tests/capi/test_memory \
	tests/capi/test_names \
	tests/capi/test_notes \
	tests/capi/test_null \
	tests/capi/test_queue \
	tests/capi/test_registration \
	tests/capi/test_request \
	tests/capi/test_schemes \
	tests/capi/test_services \
	tests/capi/test_snapshot \
	tests/capi/test_threads \
	tests/capi/test_tls \
	tests/capi/test_tls_use \
	tests/capi/test_trace
check_PROGRAMS += $(CAPI_TESTS)
TESTS += $(CAPI_TESTS)

CAPI_TEST_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -I$(srcdir)/include -I$(srcdir)/tests $(CMOCKA_CFLAGS)
CAPI_TEST_LDADD = libcapitest.la libsipreg.la $(CMOCKA_LIBS)

# The development registrar behind it is C++, and so is the link.
check_LTLIBRARIES += libcapitest.la
libcapitest_la_CPPFLAGS = $(CAPI_TEST_CPPFLAGS) -I$(srcdir)/tools -I$(srcdir)/libsipreg $(SSL_CFLAGS)
libcapitest_la_CFLAGS = $(AM_CFLAGS) -pthread
libcapitest_la_CXXFLAGS = $(AM_CXXFLAGS) -pthread
libcapitest_la_LIBADD = libregistrar.la $(SSL_LIBS)
libcapitest_la_SOURCES = \
	tests/capi/capture.c \
	tests/capi/capture.h \
	tests/capi/face.c \
	tests/capi/face.h \
	tests/capi/gate.c \
	tests/capi/gate.h \
	tests/capi/peer.c \
	tests/capi/peer.h \
	tests/capi/process.c \
	tests/capi/process.h \
	tests/support/answer.hpp \
	tests/support/registrar.cpp \
	tests/support/registrar.h \
	tests/support/tls_lab.hpp \
	tests/support/tls_paper.cpp \
	tests/support/tls_peer.cpp \
	tests/support/tls_peer.h \
	tests/support/tls_server.cpp

tests_capi_test_account_SOURCES = tests/capi/test_account.c
tests_capi_test_account_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_account_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_account_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_account_LINK = $(CXXLINK)

tests_capi_test_callback_SOURCES = tests/capi/test_callback.c
tests_capi_test_callback_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_callback_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_callback_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_callback_LINK = $(CXXLINK)

tests_capi_test_cycles_SOURCES = tests/capi/test_cycles.c
tests_capi_test_cycles_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_cycles_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_cycles_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_cycles_LINK = $(CXXLINK)

tests_capi_test_driven_SOURCES = tests/capi/test_driven.c
tests_capi_test_driven_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_driven_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_driven_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_driven_LINK = $(CXXLINK)

tests_capi_test_ending_SOURCES = tests/capi/test_ending.c
tests_capi_test_ending_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_ending_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_ending_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_ending_LINK = $(CXXLINK)

tests_capi_test_endpoint_SOURCES = tests/capi/test_endpoint.c
tests_capi_test_endpoint_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_endpoint_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_endpoint_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_endpoint_LINK = $(CXXLINK)

tests_capi_test_event_SOURCES = tests/capi/test_event.c
tests_capi_test_event_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_event_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_event_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_event_LINK = $(CXXLINK)

tests_capi_test_failing_SOURCES = tests/capi/test_failing.c
tests_capi_test_failing_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_failing_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_failing_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_failing_LINK = $(CXXLINK)

tests_capi_test_helpers_SOURCES = tests/capi/test_helpers.c
tests_capi_test_helpers_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_helpers_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_helpers_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_helpers_LINK = $(CXXLINK)

tests_capi_test_names_SOURCES = tests/capi/test_names.c
tests_capi_test_names_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_names_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_names_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_names_LINK = $(CXXLINK)

tests_capi_test_notes_SOURCES = tests/capi/test_notes.c
tests_capi_test_notes_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_notes_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_notes_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_notes_LINK = $(CXXLINK)

tests_capi_test_null_SOURCES = tests/capi/test_null.c
tests_capi_test_null_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_null_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_null_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_null_LINK = $(CXXLINK)

tests_capi_test_queue_SOURCES = tests/capi/test_queue.c
tests_capi_test_queue_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_queue_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_queue_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_queue_LINK = $(CXXLINK)

tests_capi_test_registration_SOURCES = tests/capi/test_registration.c
tests_capi_test_registration_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_registration_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_registration_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_registration_LINK = $(CXXLINK)

tests_capi_test_request_SOURCES = tests/capi/test_request.c
tests_capi_test_request_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_request_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_request_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_request_LINK = $(CXXLINK)

tests_capi_test_snapshot_SOURCES = tests/capi/test_snapshot.c
tests_capi_test_snapshot_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_snapshot_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_snapshot_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_snapshot_LINK = $(CXXLINK)

tests_capi_test_threads_SOURCES = tests/capi/test_threads.c
tests_capi_test_threads_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_threads_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_threads_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_threads_LINK = $(CXXLINK)

tests_capi_test_tls_SOURCES = tests/capi/test_tls.c
tests_capi_test_tls_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_tls_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_tls_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_tls_LINK = $(CXXLINK)

tests_capi_test_tls_use_SOURCES = tests/capi/test_tls_use.c
tests_capi_test_tls_use_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_tls_use_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_tls_use_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_tls_use_LINK = $(CXXLINK)

tests_capi_test_trace_SOURCES = tests/capi/test_trace.c
tests_capi_test_trace_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_trace_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_trace_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_trace_LINK = $(CXXLINK)

tests_capi_test_control_SOURCES = tests/capi/test_control.c
tests_capi_test_control_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_control_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_control_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_control_LINK = $(CXXLINK)

tests_capi_test_explanation_SOURCES = tests/capi/test_explanation.c
tests_capi_test_explanation_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_explanation_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_explanation_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_explanation_LINK = $(CXXLINK)

tests_capi_test_credentials_SOURCES = tests/capi/test_credentials.c
tests_capi_test_credentials_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_credentials_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_credentials_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_credentials_LINK = $(CXXLINK)

tests_capi_test_schemes_SOURCES = tests/capi/test_schemes.c
tests_capi_test_schemes_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_schemes_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_schemes_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_schemes_LINK = $(CXXLINK)

tests_capi_test_memory_SOURCES = tests/capi/test_memory.c
tests_capi_test_memory_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_memory_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_memory_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_memory_LINK = $(CXXLINK)

tests_capi_test_bindings_SOURCES = tests/capi/test_bindings.c
tests_capi_test_bindings_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_bindings_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_bindings_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_bindings_LINK = $(CXXLINK)

tests_capi_test_services_SOURCES = tests/capi/test_services.c
tests_capi_test_services_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_services_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_services_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_services_LINK = $(CXXLINK)

tests_capi_test_inbound_SOURCES = tests/capi/test_inbound.c
tests_capi_test_inbound_CPPFLAGS = $(CAPI_TEST_CPPFLAGS)
tests_capi_test_inbound_CFLAGS = $(AM_CFLAGS) -pthread
tests_capi_test_inbound_LDADD = $(CAPI_TEST_LDADD)
tests_capi_test_inbound_LINK = $(CXXLINK)
