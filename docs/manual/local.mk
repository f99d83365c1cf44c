# SPDX-License-Identifier: LGPL-2.1-or-later
# Manual pages of the command, from its own --help, and of the library, from the header: nothing is written twice.

MANUAL_COMMANDS = query register registrar unregister
EXTRA_DIST += docs/manual/Doxyfile.in docs/manual/see-also.h2m

if MANUAL
man1_MANS = docs/manual/sipreg.1 $(MANUAL_COMMANDS:%=docs/manual/sipreg-%.1)

CLEANFILES += $(man1_MANS)

docs/manual/sipreg.1: sipreg$(EXEEXT) docs/manual/see-also.h2m
	$(AM_V_GEN)$(MKDIR_P) docs/manual && $(HELP2MAN) --no-info --name='register SIP addresses and keep them registered' \
		--include=$(srcdir)/docs/manual/see-also.h2m --output=$@ ./sipreg

$(MANUAL_COMMANDS:%=docs/manual/sipreg-%.1): sipreg$(EXEEXT) docs/manual/see-also.h2m
	$(AM_V_GEN)$(MKDIR_P) docs/manual && command=`echo $@ | sed 's,.*/sipreg-\(.*\)\.1,\1,'` && \
		about=`./sipreg --help | sed -n "s/^  $$command  *//p"` && \
		$(HELP2MAN) --no-info --name="$$about" --help-option="$$command --help" \
		--version-string="`./sipreg --version`" --include=$(srcdir)/docs/manual/see-also.h2m ./sipreg | \
		sed -e "s/^\.TH SIPREG /.TH SIPREG-`echo $$command | tr a-z A-Z` /" \
		-e "s/^sipreg \\\\- /sipreg-$$command \\\\- /" >$@

endif

if REFERENCE
man3_MANS = docs/manual/man/man3/sipreg.h.3

docs/manual/man/man3/sipreg.h.3: docs/manual/Doxyfile
	$(AM_V_GEN)$(DOXYGEN) docs/manual/Doxyfile
	$(AM_V_at)sed -e "s/^'/\\\\(aq/" -e "s/\\\\'/\\\\(aq/g" $@ >$@.tmp && mv $@.tmp $@ # for troff both mean something else
docs/manual/Doxyfile: include/sipreg/sipreg.h docs/manual/Doxyfile.in
	$(AM_V_GEN)$(MKDIR_P) docs/manual && sed -e 's,[@]srcdir[@],$(srcdir),g' \
		-e 's,[@]PACKAGE_VERSION[@],$(PACKAGE_VERSION),g' $(srcdir)/docs/manual/Doxyfile.in >$@

html-local: docs/manual/man/man3/sipreg.h.3

CLEANFILES += docs/manual/Doxyfile
CLEAN_LOCAL += clean-manual
.PHONY: clean-manual
clean-manual:
	rm -rf docs/manual/html docs/manual/man
endif
