# SPDX-License-Identifier: LGPL-2.1-or-later
# The command, on the public header alone, and the development registrar, which knows nothing of the library.

bin_PROGRAMS += sipreg
sipreg_CPPFLAGS = -I$(srcdir)/include -I$(srcdir)/tools
sipreg_CXXFLAGS = $(AM_CXXFLAGS) -pthread
sipreg_LDADD = libsipreg.la libregistrar.la
sipreg_SOURCES = \
	tools/sipreg/common_options.cpp \
	tools/sipreg/common_options.hpp \
	tools/sipreg/errand.cpp \
	tools/sipreg/errand.hpp \
	tools/sipreg/errand_options.cpp \
	tools/sipreg/errand_options.hpp \
	tools/sipreg/exit_status.hpp \
	tools/sipreg/explanation_file.cpp \
	tools/sipreg/explanation_file.hpp \
	tools/sipreg/handles.hpp \
	tools/sipreg/main.cpp \
	tools/sipreg/password.cpp \
	tools/sipreg/password.hpp \
	tools/sipreg/private_file.cpp \
	tools/sipreg/private_file.hpp \
	tools/sipreg/register.cpp \
	tools/sipreg/register.hpp \
	tools/sipreg/register_options.cpp \
	tools/sipreg/register_options.hpp \
	tools/sipreg/register_setup.cpp \
	tools/sipreg/register_setup.hpp \
	tools/sipreg/registrar.cpp \
	tools/sipreg/registrar.hpp \
	tools/sipreg/registrar_options.cpp \
	tools/sipreg/registrar_options.hpp \
	tools/sipreg/report.cpp \
	tools/sipreg/report.hpp \
	tools/sipreg/report_json.cpp \
	tools/sipreg/report_json.hpp \
	tools/sipreg/report_words.cpp \
	tools/sipreg/report_words.hpp \
	tools/sipreg/session.cpp \
	tools/sipreg/session.hpp \
	tools/sipreg/setup.cpp \
	tools/sipreg/setup.hpp \
	tools/sipreg/snapshot_file.cpp \
	tools/sipreg/snapshot_file.hpp \
	tools/sipreg/tls_options.cpp \
	tools/sipreg/tls_options.hpp \
	tools/sipreg/web_options.cpp \
	tools/sipreg/web_options.hpp \
	tools/sipreg/trace_file.cpp \
	tools/sipreg/trace_file.hpp \
	tools/sipreg/wait.cpp \
	tools/sipreg/wait.hpp

noinst_LTLIBRARIES += libregistrar.la
libregistrar_la_CPPFLAGS = -I$(srcdir)/tools $(SSL_CFLAGS)
libregistrar_la_CXXFLAGS = $(AM_CXXFLAGS) -pthread
libregistrar_la_LIBADD = $(SSL_LIBS)
libregistrar_la_SOURCES = \
	tools/registrar/answers.cpp \
	tools/registrar/answers.hpp \
	tools/registrar/digest.cpp \
	tools/registrar/digest.hpp \
	tools/registrar/engine.cpp \
	tools/registrar/engine.hpp \
	tools/registrar/faults.cpp \
	tools/registrar/faults.hpp \
	tools/registrar/gate.cpp \
	tools/registrar/gate.hpp \
	tools/registrar/identity.cpp \
	tools/registrar/identity.hpp \
	tools/registrar/line.cpp \
	tools/registrar/line.hpp \
	tools/registrar/location.cpp \
	tools/registrar/location.hpp \
	tools/registrar/message.cpp \
	tools/registrar/message.hpp \
	tools/registrar/nonces.cpp \
	tools/registrar/nonces.hpp \
	tools/registrar/offers.cpp \
	tools/registrar/offers.hpp \
	tools/registrar/registrar.cpp \
	tools/registrar/registrar.hpp \
	tools/registrar/response.cpp \
	tools/registrar/server.cpp \
	tools/registrar/server.hpp \
	tools/registrar/settings.hpp \
	tools/registrar/sockets.cpp \
	tools/registrar/sockets.hpp \
	tools/registrar/stream.cpp \
	tools/registrar/stream.hpp \
	tools/registrar/text.cpp \
	tools/registrar/text.hpp \
	tools/registrar/uri.cpp \
	tools/registrar/uri.hpp \
	tools/registrar/wish.cpp \
	tools/registrar/wish.hpp
