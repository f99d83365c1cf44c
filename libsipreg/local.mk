# SPDX-License-Identifier: LGPL-2.1-or-later
# Three libraries, so that the linker watches the layers: the core is compiled where sofia cannot be seen.

noinst_LTLIBRARIES += libsipreg-core.la libsipreg-sofia.la
lib_LTLIBRARIES += libsipreg.la

libsipreg_core_la_CPPFLAGS = -I$(srcdir)/libsipreg $(SODIUM_CFLAGS)
libsipreg_core_la_CXXFLAGS = $(AM_CXXFLAGS) -fvisibility=hidden
libsipreg_core_la_LIBADD = $(SODIUM_LIBS)
libsipreg_core_la_SOURCES = \
	libsipreg/base/arena.cpp \
	libsipreg/base/arena.hpp \
	libsipreg/base/encoding.cpp \
	libsipreg/base/encoding.hpp \
	libsipreg/base/error.hpp \
	libsipreg/base/hash.cpp \
	libsipreg/base/hash.hpp \
	libsipreg/base/log.hpp \
	libsipreg/base/descriptor.hpp \
	libsipreg/base/random.cpp \
	libsipreg/base/random.hpp \
	libsipreg/base/reactor.hpp \
	libsipreg/base/seal.cpp \
	libsipreg/base/seal.hpp \
	libsipreg/base/secret.cpp \
	libsipreg/base/secret.hpp \
	libsipreg/base/trace.hpp \
	libsipreg/base/units.hpp \
	libsipreg/core/account.cpp \
	libsipreg/core/account.hpp \
	libsipreg/core/account_contacts.cpp \
	libsipreg/core/account_fields.cpp \
	libsipreg/core/account_fields.hpp \
	libsipreg/core/account_policy.cpp \
	libsipreg/core/account_web.cpp \
	libsipreg/core/address.cpp \
	libsipreg/core/address.hpp \
	libsipreg/core/aka.cpp \
	libsipreg/core/aka.hpp \
	libsipreg/core/answer_cache.cpp \
	libsipreg/core/answer_cache.hpp \
	libsipreg/core/attempt.cpp \
	libsipreg/core/attempt.hpp \
	libsipreg/core/bundle.cpp \
	libsipreg/core/bundle.hpp \
	libsipreg/core/challenge.cpp \
	libsipreg/core/challenge.hpp \
	libsipreg/core/contact.cpp \
	libsipreg/core/contact.hpp \
	libsipreg/core/credential.cpp \
	libsipreg/core/credential.hpp \
	libsipreg/core/demand.cpp \
	libsipreg/core/demand.hpp \
	libsipreg/core/digest.cpp \
	libsipreg/core/digest.hpp \
	libsipreg/core/dns.hpp \
	libsipreg/core/downgrade.cpp \
	libsipreg/core/downgrade.hpp \
	libsipreg/core/flow_terms.cpp \
	libsipreg/core/flow_terms.hpp \
	libsipreg/core/head.cpp \
	libsipreg/core/head.hpp \
	libsipreg/core/health.cpp \
	libsipreg/core/health.hpp \
	libsipreg/core/heartbeat.cpp \
	libsipreg/core/heartbeat.hpp \
	libsipreg/core/history.hpp \
	libsipreg/core/host_files.cpp \
	libsipreg/core/host_files.hpp \
	libsipreg/core/identity.cpp \
	libsipreg/core/identity.hpp \
	libsipreg/core/inbound.cpp \
	libsipreg/core/inbound.hpp \
	libsipreg/core/inbound_answer.cpp \
	libsipreg/core/lanes.hpp \
	libsipreg/core/locate.cpp \
	libsipreg/core/locate.hpp \
	libsipreg/core/login.cpp \
	libsipreg/core/login.hpp \
	libsipreg/core/machine.cpp \
	libsipreg/core/machine.hpp \
	libsipreg/core/means.cpp \
	libsipreg/core/means.hpp \
	libsipreg/core/network_view.cpp \
	libsipreg/core/network_view.hpp \
	libsipreg/core/own.cpp \
	libsipreg/core/own.hpp \
	libsipreg/core/peer.hpp \
	libsipreg/core/place.hpp \
	libsipreg/core/redact.cpp \
	libsipreg/core/redact.hpp \
	libsipreg/core/redirect.cpp \
	libsipreg/core/redirect.hpp \
	libsipreg/core/refresh.cpp \
	libsipreg/core/refresh.hpp \
	libsipreg/core/reply.hpp \
	libsipreg/core/request.cpp \
	libsipreg/core/request.hpp \
	libsipreg/core/service_order.cpp \
	libsipreg/core/service_order.hpp \
	libsipreg/core/services.cpp \
	libsipreg/core/services.hpp \
	libsipreg/core/session.hpp \
	libsipreg/core/sip_stream.cpp \
	libsipreg/core/sip_stream.hpp \
	libsipreg/core/rule.cpp \
	libsipreg/core/rule.hpp \
	libsipreg/core/snapshot.cpp \
	libsipreg/core/snapshot.hpp \
	libsipreg/core/stun.cpp \
	libsipreg/core/stun.hpp \
	libsipreg/core/table.hpp \
	libsipreg/core/text.cpp \
	libsipreg/core/text.hpp \
	libsipreg/core/timer_heap.hpp \
	libsipreg/core/tls_fault.cpp \
	libsipreg/core/tls_fault.hpp \
	libsipreg/core/uri.cpp \
	libsipreg/core/uri.hpp \
	libsipreg/core/ending.cpp \
	libsipreg/core/failure.hpp \
	libsipreg/core/going_on.cpp \
	libsipreg/core/verdict.cpp \
	libsipreg/core/verdict.hpp \
	libsipreg/core/web_frame.cpp \
	libsipreg/core/web_frame.hpp \
	libsipreg/core/web_resource.cpp \
	libsipreg/core/web_resource.hpp \
	libsipreg/core/web_upgrade.cpp \
	libsipreg/core/web_upgrade.hpp \
	libsipreg/core/rate.hpp \
	libsipreg/registration/attempt.cpp \
	libsipreg/registration/attempt.hpp \
	libsipreg/registration/chronicle.cpp \
	libsipreg/registration/chronicle.hpp \
	libsipreg/registration/credentials.cpp \
	libsipreg/registration/driver.cpp \
	libsipreg/registration/driver.hpp \
	libsipreg/registration/event.hpp \
	libsipreg/registration/further_flows.cpp \
	libsipreg/registration/hold.hpp \
	libsipreg/registration/inputs.cpp \
	libsipreg/registration/keeping.cpp \
	libsipreg/registration/locating.cpp \
	libsipreg/registration/locating.hpp \
	libsipreg/registration/learned.hpp \
	libsipreg/registration/notices.cpp \
	libsipreg/registration/ports.hpp \
	libsipreg/registration/registration.cpp \
	libsipreg/registration/registration.hpp \
	libsipreg/registration/resume.cpp \
	libsipreg/registration/resume.hpp \
	libsipreg/registration/steering.cpp \
	libsipreg/registration/way.cpp \
	libsipreg/registration/way.hpp \
	libsipreg/registration/weighing.cpp

libsipreg_sofia_la_CPPFLAGS = -I$(srcdir)/libsipreg $(SOFIA_CFLAGS) $(SODIUM_CFLAGS) $(CARES_CFLAGS) $(SSL_CFLAGS)
libsipreg_sofia_la_CXXFLAGS = $(AM_CXXFLAGS) -fvisibility=hidden
libsipreg_sofia_la_LIBADD = $(SOFIA_LIBS) $(CARES_LIBS) $(SSL_LIBS)
libsipreg_sofia_la_SOURCES = \
	libsipreg/loop/clock.cpp \
	libsipreg/loop/clock.hpp \
	libsipreg/loop/epoll_of.cpp \
	libsipreg/loop/epoll_of.hpp \
	libsipreg/loop/loop.cpp \
	libsipreg/loop/loop.hpp \
	libsipreg/net/answer.cpp \
	libsipreg/net/answer.hpp \
	libsipreg/net/failure.cpp \
	libsipreg/net/failure.hpp \
	libsipreg/net/hosts.cpp \
	libsipreg/net/hosts.hpp \
	libsipreg/net/interface.cpp \
	libsipreg/net/interface.hpp \
	libsipreg/net/link_sockets.cpp \
	libsipreg/net/link_sockets.hpp \
	libsipreg/net/text_file.hpp \
	libsipreg/net/openssl.hpp \
	libsipreg/net/pem.cpp \
	libsipreg/net/pem.hpp \
	libsipreg/net/plain_stream.cpp \
	libsipreg/net/plain_stream.hpp \
	libsipreg/net/query.cpp \
	libsipreg/net/query.hpp \
	libsipreg/net/resolver.cpp \
	libsipreg/net/resolver.hpp \
	libsipreg/net/stream.hpp \
	libsipreg/net/tls_bio.cpp \
	libsipreg/net/tls_bio.hpp \
	libsipreg/net/tls_context.cpp \
	libsipreg/net/tls_context.hpp \
	libsipreg/net/tls_reason.cpp \
	libsipreg/net/tls_reason.hpp \
	libsipreg/net/tls_sessions.hpp \
	libsipreg/net/tls_stream.cpp \
	libsipreg/net/tls_stream.hpp \
	libsipreg/net/tls_verify.cpp \
	libsipreg/net/tls_verify.hpp \
	libsipreg/net/watch.cpp \
	libsipreg/net/watch.hpp \
	libsipreg/net/web_stream.cpp \
	libsipreg/net/web_stream.hpp \
	libsipreg/nta/agent.cpp \
	libsipreg/nta/agent.hpp \
	libsipreg/nta/datagram_flow.cpp \
	libsipreg/nta/datagram_flow.hpp \
	libsipreg/nta/failure.cpp \
	libsipreg/nta/failure.hpp \
	libsipreg/nta/flow.cpp \
	libsipreg/nta/footing.cpp \
	libsipreg/nta/footing.hpp \
	libsipreg/nta/flow.hpp \
	libsipreg/nta/flow_type.cpp \
	libsipreg/nta/flow_type.hpp \
	libsipreg/nta/handles.hpp \
	libsipreg/nta/inbound.cpp \
	libsipreg/nta/inbound.hpp \
	libsipreg/nta/options.hpp \
	libsipreg/nta/md5.cpp \
	libsipreg/nta/md5.hpp \
	libsipreg/nta/pump.cpp \
	libsipreg/nta/pump.hpp \
	libsipreg/nta/raw.cpp \
	libsipreg/nta/raw.hpp \
	libsipreg/nta/reply.cpp \
	libsipreg/nta/reply.hpp \
	libsipreg/nta/sofia.hpp \
	libsipreg/nta/sofia_log.cpp \
	libsipreg/nta/sofia_log.hpp \
	libsipreg/nta/source.cpp \
	libsipreg/nta/source.hpp \
	libsipreg/nta/stun_ear.cpp \
	libsipreg/nta/stun_ear.hpp \
	libsipreg/nta/tport_guard.cpp \
	libsipreg/nta/tport_guard.hpp \
	libsipreg/nta/tport_private.hpp \
	libsipreg/nta/transaction.cpp \
	libsipreg/nta/transaction.hpp \
	libsipreg/nta/transport.cpp \
	libsipreg/nta/transport.hpp \
	libsipreg/nta/upkeep.cpp \
	libsipreg/nta/upkeep.hpp

# The face; it is the only place that sees the C header.
libsipreg_la_CPPFLAGS = -I$(srcdir)/include $(libsipreg_sofia_la_CPPFLAGS)
libsipreg_la_CXXFLAGS = $(AM_CXXFLAGS) -fvisibility=hidden
libsipreg_la_LIBADD = libsipreg-sofia.la libsipreg-core.la $(SOFIA_LIBS) $(SODIUM_LIBS) $(CARES_LIBS) $(SSL_LIBS)
# nodelete: threads of ours may still be leaving, and sofia may keep pointers to us, when a host unloads the library.
libsipreg_la_LDFLAGS = $(AM_LDFLAGS) -version-info $(SIPREG_ABI) -Wl,-z,nodelete \
	-Wl,--version-script=$(srcdir)/libsipreg/libsipreg.map
if !SANITIZED
libsipreg_la_LDFLAGS += -Wl,-z,defs
endif
libsipreg_la_DEPENDENCIES = libsipreg-sofia.la libsipreg-core.la libsipreg/libsipreg.map
EXTRA_DIST += libsipreg/libsipreg.map
libsipreg_la_SOURCES = \
	libsipreg/capi/account.cpp \
	libsipreg/capi/account.hpp \
	libsipreg/capi/account_change.hpp \
	libsipreg/capi/account_contacts.cpp \
	libsipreg/capi/account_policy.cpp \
	libsipreg/capi/account_web.cpp \
	libsipreg/capi/credentials.cpp \
	libsipreg/capi/endpoint.cpp \
	libsipreg/capi/endpoint.hpp \
	libsipreg/capi/endpoint_options.cpp \
	libsipreg/capi/endpoint_control.cpp \
	libsipreg/capi/engine.cpp \
	libsipreg/capi/engine.hpp \
	libsipreg/capi/estate.hpp \
	libsipreg/capi/event.cpp \
	libsipreg/capi/event.hpp \
	libsipreg/capi/event_note.cpp \
	libsipreg/capi/event_request.cpp \
	libsipreg/capi/event_services.cpp \
	libsipreg/capi/guard.hpp \
	libsipreg/capi/helpers.cpp \
	libsipreg/capi/latch.hpp \
	libsipreg/capi/explanation.cpp \
	libsipreg/capi/explanation.hpp \
	libsipreg/capi/explanation_json.cpp \
	libsipreg/capi/names.cpp \
	libsipreg/capi/names.hpp \
	libsipreg/capi/network.hpp \
	libsipreg/capi/note.hpp \
	libsipreg/capi/numeric.hpp \
	libsipreg/capi/offered.cpp \
	libsipreg/capi/offered.hpp \
	libsipreg/capi/options.hpp \
	libsipreg/capi/outbox.cpp \
	libsipreg/capi/outbox.hpp \
	libsipreg/capi/queue.cpp \
	libsipreg/capi/queue.hpp \
	libsipreg/capi/registration.cpp \
	libsipreg/capi/registration.hpp \
	libsipreg/capi/runtime.cpp \
	libsipreg/capi/runtime.hpp \
	libsipreg/capi/sealed.cpp \
	libsipreg/capi/sealed.hpp \
	libsipreg/capi/tls.cpp \
	libsipreg/capi/tls.hpp \
	libsipreg/capi/snapshot.cpp
