# SPDX-License-Identifier: LGPL-2.1-or-later
# The development registrar is the judge of other tests: these are the ones that judge it.

REGISTRAR_TESTS = tests/registrar/test_auth tests/registrar/test_offers tests/registrar/test_registrar \
	tests/registrar/test_server
check_PROGRAMS += $(REGISTRAR_TESTS)
TESTS += $(REGISTRAR_TESTS)

registrar_test_cppflags = -I$(srcdir)/tests -I$(srcdir)/tools $(CMOCKA_CFLAGS)
registrar_test_ldadd = libregistrar.la $(CMOCKA_LIBS)

tests_registrar_test_auth_SOURCES = tests/registrar/phone.hpp tests/registrar/test_auth.cpp
tests_registrar_test_auth_CPPFLAGS = $(registrar_test_cppflags)
tests_registrar_test_auth_LDADD = $(registrar_test_ldadd)

tests_registrar_test_offers_SOURCES = tests/registrar/phone.hpp tests/registrar/test_offers.cpp
tests_registrar_test_offers_CPPFLAGS = $(registrar_test_cppflags)
tests_registrar_test_offers_LDADD = $(registrar_test_ldadd)

tests_registrar_test_registrar_SOURCES = tests/registrar/phone.hpp tests/registrar/test_registrar.cpp
tests_registrar_test_registrar_CPPFLAGS = $(registrar_test_cppflags)
tests_registrar_test_registrar_LDADD = $(registrar_test_ldadd)

tests_registrar_test_server_SOURCES = tests/registrar/phone.hpp tests/registrar/test_server.cpp
tests_registrar_test_server_CPPFLAGS = $(registrar_test_cppflags)
tests_registrar_test_server_CXXFLAGS = $(AM_CXXFLAGS) -pthread
tests_registrar_test_server_LDADD = $(registrar_test_ldadd)
