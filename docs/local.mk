# SPDX-License-Identifier: LGPL-2.1-or-later
# The page on the state machine, printed by a program that links the core alone; "make machine-page" writes it anew.

check_PROGRAMS += docs/machine/machine
docs_machine_machine_SOURCES = \
	docs/machine/atlas.cpp \
	docs/machine/atlas.hpp \
	docs/machine/explore.cpp \
	docs/machine/explore.hpp \
	docs/machine/inputs.cpp \
	docs/machine/inputs.hpp \
	docs/machine/main.cpp \
	docs/machine/words.cpp \
	docs/machine/words.hpp
docs_machine_machine_CPPFLAGS = -I$(srcdir)/libsipreg
docs_machine_machine_LDADD = libsipreg-core.la

TESTS += docs/machine/page.sh
EXTRA_DIST += docs/machine.md docs/machine/page.sh

.PHONY: machine-page
machine-page: docs/machine/machine
	docs/machine/machine >$(srcdir)/docs/machine.md.new && mv $(srcdir)/docs/machine.md.new $(srcdir)/docs/machine.md
