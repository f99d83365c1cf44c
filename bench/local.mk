# SPDX-License-Identifier: LGPL-2.1-or-later
# Benchmarks; built on demand by bench/run, never part of the tests.

EXTRA_PROGRAMS += bench/registrations
bench_registrations_SOURCES = bench/registrations.c
bench_registrations_CPPFLAGS = -I$(srcdir)/include -D_GNU_SOURCE
bench_registrations_LDADD = libsipreg.la
EXTRA_DIST += bench/run
CLEANFILES += bench/registrations

EXTRA_PROGRAMS += bench/binding
bench_binding_SOURCES = bench/binding.c
bench_binding_CPPFLAGS = -I$(srcdir)/include -D_GNU_SOURCE
bench_binding_CFLAGS = $(AM_CFLAGS) -pthread
bench_binding_LDADD = libsipreg.la
EXTRA_DIST += bench/bindings bindings/java/bench/Bench.java bindings/csharp/bench/Bench.cs bindings/go/bench/main.go
CLEANFILES += bench/binding
