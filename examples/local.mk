# SPDX-License-Identifier: LGPL-2.1-or-later
# Examples are built with everything else, so that they cannot rot; they are not installed.

EXAMPLE_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -I$(srcdir)/include
DRIVEN_SOURCES = examples/common.c examples/common.h

noinst_PROGRAMS += examples/register examples/epoll
examples_register_SOURCES = examples/register.c
examples_register_CPPFLAGS = $(EXAMPLE_CPPFLAGS)
examples_register_LDADD = libsipreg.la

examples_epoll_SOURCES = examples/epoll.c $(DRIVEN_SOURCES)
examples_epoll_CPPFLAGS = $(EXAMPLE_CPPFLAGS)
examples_epoll_LDADD = libsipreg.la

if GLIB
noinst_PROGRAMS += examples/glib
endif
examples_glib_SOURCES = examples/glib.c $(DRIVEN_SOURCES)
examples_glib_CPPFLAGS = $(EXAMPLE_CPPFLAGS) $(GLIB_CFLAGS)
examples_glib_LDADD = libsipreg.la $(GLIB_LIBS)

if LIBUV
noinst_PROGRAMS += examples/libuv
endif
examples_libuv_SOURCES = examples/libuv.c $(DRIVEN_SOURCES)
examples_libuv_CPPFLAGS = $(EXAMPLE_CPPFLAGS) $(LIBUV_CFLAGS)
examples_libuv_LDADD = libsipreg.la $(LIBUV_LIBS)
