# SPDX-License-Identifier: LGPL-2.1-or-later
# What every language has to do alike. A language that is built adds its runner's test to TESTS,
# LANGUAGE=LOG to CONFORMANCE and LOG to CONFORMANCE_LOGS.

check_PROGRAMS += tests/conformance/conformance
tests_conformance_conformance_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -I$(srcdir)/include
tests_conformance_conformance_CFLAGS = $(AM_CFLAGS) -pthread
tests_conformance_conformance_LDADD = libsipreg.la
tests_conformance_conformance_SOURCES = \
	tests/conformance/conformance.c \
	tests/conformance/conformance.h \
	tests/conformance/conformance_bindings.c \
	tests/conformance/conformance_calls.c \
	tests/conformance/conformance_closing.c \
	tests/conformance/conformance_face.c \
	tests/conformance/conformance_inbound.c \
	tests/conformance/conformance_json.c \
	tests/conformance/conformance_many.c \
	tests/conformance/conformance_single.c \
	tests/conformance/conformance_telling.c

TESTS += tests/conformance/c.sh tests/conformance/table.sh
OUTSIDE_TESTS += tests/conformance/c.sh tests/conformance/table.sh
CONFORMANCE += c=tests/conformance/c.log
CONFORMANCE_LOGS += tests/conformance/c.log

# It reads what the others told.
tests/conformance/table.log: $(CONFORMANCE_LOGS)

EXTRA_DIST += \
	tests/conformance/c.sh \
	tests/conformance/run \
	tests/conformance/scenarios.txt \
	tests/conformance/table \
	tests/conformance/table.sh
