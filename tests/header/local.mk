# SPDX-License-Identifier: LGPL-2.1-or-later
# The public header alone, as both languages see it: warnings are errors here, whatever configure was told.

HEADER_TESTS = tests/header/c99 tests/header/cxx20
check_PROGRAMS += $(HEADER_TESTS)
TESTS += $(HEADER_TESTS)

HEADER_TEST_FLAGS = -pedantic -Wall -Wextra -Werror

tests_header_c99_SOURCES = tests/header/header.c
tests_header_c99_CPPFLAGS = -I$(srcdir)/include
tests_header_c99_CFLAGS = $(AM_CFLAGS) $(HEADER_TEST_FLAGS)
tests_header_c99_LDADD = libsipreg.la

tests_header_cxx20_SOURCES = tests/header/header.cpp
tests_header_cxx20_CPPFLAGS = -I$(srcdir)/include
tests_header_cxx20_CXXFLAGS = $(AM_CXXFLAGS) $(HEADER_TEST_FLAGS)
tests_header_cxx20_LDADD = libsipreg.la
EXTRA_DIST += tests/header/header.c
