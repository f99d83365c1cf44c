# SPDX-License-Identifier: LGPL-2.1-or-later
# The adapters, against the loopback interface and the development registrar.

ADAPTER_TESTS = \
	tests/loop/test_loop \
	tests/net/test_resolver \
	tests/net/test_web_stream \
	tests/net/test_web_upgrade \
	tests/nta/test_failure \
	tests/nta/test_inbound \
	tests/nta/test_keepalive \
	tests/nta/test_reply \
	tests/nta/test_tls \
	tests/nta/test_tls_flow \
	tests/nta/test_tls_host \
	tests/nta/test_tport_guard \
	tests/nta/test_transport \
	tests/nta/test_web_flow
check_PROGRAMS += $(ADAPTER_TESTS)
TESTS += $(ADAPTER_TESTS)
EXTRA_DIST += tests/support/answer.hpp tests/support/exchange.hpp tests/support/peer.hpp tests/support/spin.hpp \
	tests/support/stage.hpp tests/support/web_scene.hpp tests/support/web_server.hpp tests/support/web_talk.hpp

ADAPTER_TEST_CPPFLAGS = -I$(srcdir)/tests -I$(srcdir)/tools $(libsipreg_sofia_la_CPPFLAGS) $(CMOCKA_CFLAGS)
ADAPTER_TEST_LDADD = libsipreg-sofia.la libsipreg-core.la $(CMOCKA_LIBS)

tests_loop_test_loop_SOURCES = tests/loop/test_loop.cpp
tests_loop_test_loop_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_loop_test_loop_LDADD = $(ADAPTER_TEST_LDADD)

tests_net_test_resolver_SOURCES = tests/net/test_resolver.cpp
tests_net_test_resolver_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_net_test_resolver_LDADD = $(ADAPTER_TEST_LDADD)

tests_net_test_web_stream_SOURCES = tests/net/test_web_stream.cpp
tests_net_test_web_stream_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_net_test_web_stream_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)

tests_net_test_web_upgrade_SOURCES = tests/net/test_web_upgrade.cpp
tests_net_test_web_upgrade_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_net_test_web_upgrade_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)

TLS_LAB = tests/support/tls_lab.hpp tests/support/tls_paper.cpp tests/support/tls_server.cpp

tests_nta_test_tls_SOURCES = tests/nta/test_tls.cpp $(TLS_LAB)
tests_nta_test_tls_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_tls_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)

tests_nta_test_tls_flow_SOURCES = tests/nta/test_tls_flow.cpp $(TLS_LAB)
tests_nta_test_tls_flow_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_tls_flow_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)

tests_nta_test_tls_host_SOURCES = tests/nta/test_tls_host.cpp $(TLS_LAB)
tests_nta_test_tls_host_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_tls_host_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)

tests_nta_test_tport_guard_SOURCES = tests/nta/test_tport_guard.cpp
tests_nta_test_tport_guard_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_tport_guard_LDADD = $(ADAPTER_TEST_LDADD)

tests_nta_test_failure_SOURCES = tests/nta/test_failure.cpp
tests_nta_test_failure_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_failure_LDADD = $(ADAPTER_TEST_LDADD)

tests_nta_test_inbound_SOURCES = tests/nta/test_inbound.cpp
tests_nta_test_inbound_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_inbound_LDADD = $(ADAPTER_TEST_LDADD)

tests_nta_test_keepalive_SOURCES = tests/nta/test_keepalive.cpp
tests_nta_test_keepalive_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_keepalive_LDADD = $(ADAPTER_TEST_LDADD)

tests_nta_test_reply_SOURCES = tests/nta/test_reply.cpp
tests_nta_test_reply_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_reply_LDADD = $(ADAPTER_TEST_LDADD)

tests_nta_test_transport_SOURCES = tests/nta/test_transport.cpp
tests_nta_test_transport_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_transport_LDADD = libregistrar.la $(ADAPTER_TEST_LDADD)

tests_nta_test_web_flow_SOURCES = tests/nta/test_web_flow.cpp $(TLS_LAB)
tests_nta_test_web_flow_CPPFLAGS = $(ADAPTER_TEST_CPPFLAGS)
tests_nta_test_web_flow_LDADD = $(ADAPTER_TEST_LDADD) $(SSL_LIBS)
