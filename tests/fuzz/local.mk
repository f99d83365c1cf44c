# SPDX-License-Identifier: LGPL-2.1-or-later
# What the library makes of peers that mean no good; linked as an application is.

check_LTLIBRARIES += libfuzz.la
libfuzz_la_CPPFLAGS = -I$(srcdir)/include -I$(srcdir)/libsipreg -I$(srcdir)/tests $(SSL_CFLAGS)
libfuzz_la_LIBADD = libsipreg.la $(SSL_LIBS)
libfuzz_la_SOURCES = \
	tests/fuzz/mutation.cpp \
	tests/fuzz/mutation.hpp \
	tests/fuzz/siege.cpp \
	tests/fuzz/siege.hpp \
	tests/fuzz/speech.hpp \
	tests/fuzz/speech_dns.cpp \
	tests/fuzz/speech_sip.cpp \
	tests/fuzz/speech_web.cpp

check_PROGRAMS += tests/fuzz/test_siege tests/fuzz/besiege
TESTS += tests/fuzz/test_siege

tests_fuzz_test_siege_SOURCES = tests/fuzz/test_siege.cpp
tests_fuzz_test_siege_CPPFLAGS = $(libfuzz_la_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_fuzz_test_siege_LDADD = libfuzz.la $(CMOCKA_LIBS)

tests_fuzz_besiege_SOURCES = tests/fuzz/besiege.cpp
tests_fuzz_besiege_CPPFLAGS = $(libfuzz_la_CPPFLAGS)
tests_fuzz_besiege_LDADD = libfuzz.la
