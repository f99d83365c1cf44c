# SPDX-License-Identifier: LGPL-2.1-or-later
# Decisions, as tables: these programs link the core alone. If one needs sofia, the design has been broken.

CORE_TESTS = \
	tests/core/test_text \
	tests/core/test_uri \
	tests/core/test_address \
	tests/core/test_challenge \
	tests/core/test_digest \
	tests/core/test_redact \
	tests/core/test_contact \
	tests/core/test_own \
	tests/core/test_services \
	tests/core/test_head \
	tests/core/test_seal \
	tests/core/test_bundle \
	tests/core/test_snapshot \
	tests/core/test_account \
	tests/core/test_login \
	tests/core/test_asking \
	tests/core/test_credential \
	tests/core/test_aka \
	tests/core/test_encoding \
	tests/core/test_request \
	tests/core/test_answer_cache \
	tests/core/test_health \
	tests/core/test_heartbeat \
	tests/core/test_inbound \
	tests/core/test_locate \
	tests/core/test_host_files \
	tests/core/test_network_view \
	tests/core/test_service_order \
	tests/core/test_stun \
	tests/core/test_sip_stream \
	tests/core/test_identity \
	tests/core/test_websocket \
	tests/core/test_secret
check_PROGRAMS += $(CORE_TESTS)
TESTS += $(CORE_TESTS)
EXTRA_DIST += tests/support/cmocka.hpp tests/support/evp.hpp

CORE_TEST_CPPFLAGS = -I$(srcdir)/libsipreg -I$(srcdir)/tests $(CMOCKA_CFLAGS)
CORE_TEST_LDADD = libsipreg-core.la $(CMOCKA_LIBS)

tests_core_test_identity_SOURCES = tests/core/test_identity.cpp
tests_core_test_identity_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_identity_LDADD = $(CORE_TEST_LDADD)

tests_core_test_host_files_SOURCES = tests/core/test_host_files.cpp
tests_core_test_host_files_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_host_files_LDADD = $(CORE_TEST_LDADD)

tests_core_test_text_SOURCES = tests/core/test_text.cpp
tests_core_test_text_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_text_LDADD = $(CORE_TEST_LDADD)

tests_core_test_uri_SOURCES = tests/core/test_uri.cpp
tests_core_test_uri_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_uri_LDADD = $(CORE_TEST_LDADD)

tests_core_test_address_SOURCES = tests/core/test_address.cpp
tests_core_test_address_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_address_LDADD = $(CORE_TEST_LDADD)

tests_core_test_challenge_SOURCES = tests/core/test_challenge.cpp
tests_core_test_challenge_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_challenge_LDADD = $(CORE_TEST_LDADD)

tests_core_test_digest_SOURCES = tests/core/test_digest.cpp
tests_core_test_digest_CPPFLAGS = $(CORE_TEST_CPPFLAGS) $(SSL_CFLAGS)
tests_core_test_digest_LDADD = $(CORE_TEST_LDADD) $(SSL_LIBS)

tests_core_test_redact_SOURCES = tests/core/test_redact.cpp
tests_core_test_redact_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_redact_LDADD = $(CORE_TEST_LDADD)

tests_core_test_contact_SOURCES = tests/core/test_contact.cpp
tests_core_test_contact_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_contact_LDADD = $(CORE_TEST_LDADD)

tests_core_test_own_SOURCES = tests/core/test_own.cpp
tests_core_test_own_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_own_LDADD = $(CORE_TEST_LDADD)

tests_core_test_services_SOURCES = tests/core/test_services.cpp
tests_core_test_services_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_services_LDADD = $(CORE_TEST_LDADD)

tests_core_test_seal_SOURCES = tests/core/test_seal.cpp
tests_core_test_seal_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_seal_LDADD = $(CORE_TEST_LDADD)

tests_core_test_bundle_SOURCES = tests/core/test_bundle.cpp
tests_core_test_bundle_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_bundle_LDADD = $(CORE_TEST_LDADD)

tests_core_test_snapshot_SOURCES = tests/core/test_snapshot.cpp
tests_core_test_snapshot_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_snapshot_LDADD = $(CORE_TEST_LDADD)

tests_core_test_head_SOURCES = tests/core/test_head.cpp
tests_core_test_head_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_head_LDADD = $(CORE_TEST_LDADD)

tests_core_test_account_SOURCES = tests/core/test_account.cpp
tests_core_test_account_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_account_LDADD = $(CORE_TEST_LDADD)

tests_core_test_login_SOURCES = tests/core/test_login.cpp
tests_core_test_login_CPPFLAGS = $(CORE_TEST_CPPFLAGS) $(SSL_CFLAGS)
tests_core_test_login_LDADD = $(CORE_TEST_LDADD) $(SSL_LIBS)

tests_core_test_asking_SOURCES = tests/core/test_asking.cpp
tests_core_test_asking_CPPFLAGS = $(CORE_TEST_CPPFLAGS) $(SSL_CFLAGS)
tests_core_test_asking_LDADD = $(CORE_TEST_LDADD) $(SSL_LIBS)

tests_core_test_credential_SOURCES = tests/core/test_credential.cpp
tests_core_test_credential_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_credential_LDADD = $(CORE_TEST_LDADD)

tests_core_test_aka_SOURCES = tests/core/test_aka.cpp
tests_core_test_aka_CPPFLAGS = $(CORE_TEST_CPPFLAGS) $(SSL_CFLAGS)
tests_core_test_aka_LDADD = $(CORE_TEST_LDADD) $(SSL_LIBS)

tests_core_test_encoding_SOURCES = tests/core/test_encoding.cpp
tests_core_test_encoding_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_encoding_LDADD = $(CORE_TEST_LDADD)

tests_core_test_request_SOURCES = tests/core/test_request.cpp
tests_core_test_request_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_request_LDADD = $(CORE_TEST_LDADD)

tests_core_test_answer_cache_SOURCES = tests/core/test_answer_cache.cpp
tests_core_test_answer_cache_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_answer_cache_LDADD = $(CORE_TEST_LDADD)

tests_core_test_heartbeat_SOURCES = tests/core/test_heartbeat.cpp
tests_core_test_heartbeat_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_heartbeat_LDADD = $(CORE_TEST_LDADD)

tests_core_test_stun_SOURCES = tests/core/test_stun.cpp
tests_core_test_stun_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_stun_LDADD = $(CORE_TEST_LDADD)

tests_core_test_health_SOURCES = tests/core/test_health.cpp
tests_core_test_health_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_health_LDADD = $(CORE_TEST_LDADD)

tests_core_test_locate_SOURCES = tests/core/test_locate.cpp
tests_core_test_locate_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_locate_LDADD = $(CORE_TEST_LDADD)

tests_core_test_service_order_SOURCES = tests/core/test_service_order.cpp
tests_core_test_service_order_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_service_order_LDADD = $(CORE_TEST_LDADD)

tests_core_test_secret_SOURCES = tests/core/test_secret.cpp
tests_core_test_secret_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_secret_LDADD = $(CORE_TEST_LDADD)

# The state machine and what it stands on.
MACHINE_TESTS = \
	tests/core/test_machine \
	tests/core/test_machine_asking \
	tests/core/test_machine_outcomes \
	tests/core/test_machine_wishes \
	tests/core/test_demand \
	tests/core/test_redirect \
	tests/core/test_verdict \
	tests/core/test_refresh \
	tests/core/test_timer_heap \
	tests/core/test_lanes
check_PROGRAMS += $(MACHINE_TESTS)
TESTS += $(MACHINE_TESTS)

tests_core_test_machine_SOURCES = tests/core/test_machine.cpp tests/core/machine_rows.hpp
tests_core_test_machine_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_machine_LDADD = $(CORE_TEST_LDADD)

tests_core_test_machine_asking_SOURCES = tests/core/test_machine_asking.cpp tests/core/machine_rows.hpp
tests_core_test_machine_asking_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_machine_asking_LDADD = $(CORE_TEST_LDADD)

tests_core_test_machine_outcomes_SOURCES = tests/core/test_machine_outcomes.cpp tests/core/machine_rows.hpp
tests_core_test_machine_outcomes_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_machine_outcomes_LDADD = $(CORE_TEST_LDADD)

tests_core_test_verdict_SOURCES = tests/core/test_verdict.cpp
tests_core_test_verdict_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_verdict_LDADD = $(CORE_TEST_LDADD)

tests_core_test_refresh_SOURCES = tests/core/test_refresh.cpp
tests_core_test_refresh_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_refresh_LDADD = $(CORE_TEST_LDADD)

tests_core_test_timer_heap_SOURCES = tests/core/test_timer_heap.cpp
tests_core_test_timer_heap_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_timer_heap_LDADD = $(CORE_TEST_LDADD)

tests_core_test_lanes_SOURCES = tests/core/test_lanes.cpp
tests_core_test_lanes_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_lanes_LDADD = $(CORE_TEST_LDADD)

tests_core_test_machine_wishes_SOURCES = tests/core/test_machine_wishes.cpp tests/core/machine_rows.hpp
tests_core_test_machine_wishes_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_machine_wishes_LDADD = $(CORE_TEST_LDADD)

tests_core_test_demand_SOURCES = tests/core/test_demand.cpp
tests_core_test_demand_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_demand_LDADD = $(CORE_TEST_LDADD)

tests_core_test_redirect_SOURCES = tests/core/test_redirect.cpp
tests_core_test_redirect_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_redirect_LDADD = $(CORE_TEST_LDADD)

tests_core_test_inbound_SOURCES = tests/core/test_inbound.cpp
tests_core_test_inbound_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_inbound_LDADD = $(CORE_TEST_LDADD)

tests_core_test_network_view_SOURCES = tests/core/test_network_view.cpp
tests_core_test_network_view_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_network_view_LDADD = $(CORE_TEST_LDADD)

tests_core_test_sip_stream_SOURCES = tests/core/test_sip_stream.cpp
tests_core_test_sip_stream_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_sip_stream_LDADD = $(CORE_TEST_LDADD)

tests_core_test_websocket_SOURCES = tests/core/test_websocket.cpp
tests_core_test_websocket_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
tests_core_test_websocket_LDADD = $(CORE_TEST_LDADD)
