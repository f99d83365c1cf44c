# SPDX-License-Identifier: LGPL-2.1-or-later
# Examples are built with everything else, so that they cannot rot; they are not installed.

noinst_PROGRAMS += examples/register
examples_register_SOURCES = examples/register.c
examples_register_CPPFLAGS = -I$(srcdir)/include
examples_register_LDADD = libsipreg.la
