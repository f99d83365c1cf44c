# SPDX-License-Identifier: LGPL-2.1-or-later
# Go: source is all that there is to install; who uses it compiles it. Programs are built for the tests alone, of a copy in the
# build tree, since the source may not be writable, and go has to find all of a module in one place.

go_sources = \
	bindings/go/account.go \
	bindings/go/account_policy.go \
	bindings/go/account_who.go \
	bindings/go/backlog.go \
	bindings/go/bindings.go \
	bindings/go/credentials.go \
	bindings/go/digest.go \
	bindings/go/doc.go \
	bindings/go/endpoint.go \
	bindings/go/endpoint_options.go \
	bindings/go/enums.go \
	bindings/go/enums_options.go \
	bindings/go/event.go \
	bindings/go/event_copy.go \
	bindings/go/events.go \
	bindings/go/examples/service/main.go \
	bindings/go/explanation.go \
	bindings/go/go.mod \
	bindings/go/handle.go \
	bindings/go/host.go \
	bindings/go/inbox.go \
	bindings/go/internal/csipreg/csipreg.go \
	bindings/go/internal/csipreg/csipreg_wrap.c \
	bindings/go/internal/csipreg/nocgo.go \
	bindings/go/option.go \
	bindings/go/outcome.go \
	bindings/go/pump.go \
	bindings/go/registration.go \
	bindings/go/request.go \
	bindings/go/run.go \
	bindings/go/shared_options.go \
	bindings/go/shutdown.go \
	bindings/go/snapshot.go \
	bindings/go/status.go \
	bindings/go/text.go \
	bindings/go/tls.go
go_test_sources = \
	bindings/go/backlog_test.go \
	bindings/go/bench/main.go \
	bindings/go/digest_test.go \
	bindings/go/enums_test.go \
	bindings/go/example_test.go \
	bindings/go/export_test.go \
	bindings/go/face_test.go \
	bindings/go/inbox_test.go \
	bindings/go/options_test.go \
	bindings/go/outcome_test.go \
	bindings/go/readers_test.go \
	bindings/go/run_test.go \
	bindings/go/tests/conformance/bindings_test.go \
	bindings/go/tests/conformance/closing_test.go \
	bindings/go/tests/conformance/conformance_test.go \
	bindings/go/tests/conformance/face_test.go \
	bindings/go/tests/conformance/inbound_test.go \
	bindings/go/tests/conformance/many_test.go \
	bindings/go/tests/conformance/single_test.go \
	bindings/go/tests/conformance/telling_test.go \
	bindings/go/tests/conformance/texts_test.go \
	bindings/go/text_test.go
go_programs = bindings/go/unit.test bindings/go/conformance.test bindings/go/service
go_tests = \
	bindings/go/tests/conformance.sh \
	bindings/go/tests/fresh.sh \
	bindings/go/tests/service.sh \
	bindings/go/tests/unit.sh \
	bindings/go/tests/use.sh
EXTRA_DIST += $(go_sources) $(go_test_sources) $(go_tests) \
	bindings/go/generate.sh \
	bindings/go/tests/tap.awk \
	bindings/go/tests/use/main.go \
	docs/go.md

if GO
# Where Debian's Go looks for the source of packages.
gosrcdir = $(datadir)/gocode/src/github.com/libsipreg/libsipreg
nobase_gosrc_DATA = $(go_sources)

# The raw layer, written anew after a change of the header. It is committed: who gets the module has no SWIG.
.PHONY: go-generate
go-generate:
	$(srcdir)/bindings/go/generate.sh '$(SWIG)' '$(GOFMT)' $(srcdir)/bindings/go/internal/csipreg

# Sourced by the tests: the tools, and an environment in which go keeps to the build tree and asks nobody. Of "ccache gcc" go
# would take ccache for the linker.
bindings/go/env: Makefile
	$(AM_V_GEN)$(MKDIR_P) bindings/go && here='$(abs_builddir)/bindings/go' && cc='$(CC)' && { \
	  echo "go='$(GO)' gofmt='$(GOFMT)' swig='$(SWIG)' race='$(GO_RACE)' stage='$$here/stage' programs='$$here'" && \
	  echo "export GOCACHE='$$here/cache' GOPATH='$$here/path' GOFLAGS='-mod=mod -buildvcs=false' GOPROXY=off" && \
	  echo "export GOENV=off GOWORK=off GOTOOLCHAIN=local GO111MODULE=on CGO_ENABLED=1" && \
	  echo "export CC='$${cc#ccache }' CGO_CFLAGS='$(CFLAGS)' CGO_LDFLAGS='$(LDFLAGS)' PKG_CONFIG='$(PKG_CONFIG)'" && \
	  echo "export PKG_CONFIG_PATH=\"$$here/pc\" LD_LIBRARY_PATH='$(abs_builddir)/.libs'"; } >$@.new && mv $@.new $@

# As the library will be found when it is installed.
bindings/go/pc/sipreg.pc: Makefile
	$(AM_V_GEN)$(MKDIR_P) bindings/go/pc && { \
	  echo 'Name: sipreg' && echo 'Description: as it is built here' && echo 'Version: $(PACKAGE_VERSION)' && \
	  echo 'Libs: -L$(abs_builddir)/.libs -lsipreg' && echo 'Cflags: -I$(abs_srcdir)/include'; } >$@

bindings/go/stage.stamp: $(go_sources) $(go_test_sources)
	$(AM_V_GEN)rm -rf bindings/go/stage && for file in $(go_sources) $(go_test_sources); do \
	  place=bindings/go/stage/$${file#bindings/go/} && $(MKDIR_P) "$$(dirname "$$place")" && \
	  cp $(srcdir)/$$file "$$place" && chmod u+w "$$place" || exit 1; done && touch $@

bindings/go/programs.stamp: bindings/go/stage.stamp bindings/go/env bindings/go/pc/sipreg.pc libsipreg.la
	$(AM_V_GEN). bindings/go/env && rm -f $(go_programs) && cd bindings/go/stage && \
	  $(GO) test $(GO_RACE) -c -o "$$programs/unit.test" . && \
	  $(GO) test $(GO_RACE) -c -o "$$programs/conformance.test" ./tests/conformance && \
	  $(GO) build $(GO_RACE) -o "$$programs/service" ./examples/service
	@touch $@

if TESTS_BUILT
TESTS += $(go_tests)
OUTSIDE_TESTS += $(go_tests)
CONFORMANCE += go=bindings/go/tests/conformance.log
CONFORMANCE_LOGS += bindings/go/tests/conformance.log
bindings/go/tests/conformance.log bindings/go/tests/service.log bindings/go/tests/unit.log: bindings/go/programs.stamp
bindings/go/tests/fresh.log bindings/go/tests/use.log: bindings/go/programs.stamp
endif

# Some of what go keeps is not to be written to.
CLEAN_LOCAL += clean-go
.PHONY: clean-go
clean-go:
	-test ! -d bindings/go/path || chmod -R u+w bindings/go/path
	-rm -rf bindings/go/cache bindings/go/path bindings/go/stage bindings/go/pc
	-rm -f bindings/go/env bindings/go/stage.stamp bindings/go/programs.stamp
	-rm -f $(go_programs)
endif
