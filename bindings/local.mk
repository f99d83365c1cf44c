# SPDX-License-Identifier: LGPL-2.1-or-later
# The bindings: a raw layer that SWIG makes of the public header, and by hand what a person of the language expects.
BINDINGS_BUILT =
if JAVA
BINDINGS_BUILT += java
endif
if CSHARP
BINDINGS_BUILT += csharp
endif
if GO
BINDINGS_BUILT += go
endif

# For what carries its own copy of all that libsipreg is made of: NuGet and Android. Not built by default.
bindings/bundled/libsipreg.so: $(libsipreg_la_OBJECTS) libsipreg-sofia.la libsipreg-core.la bindings/bundle.sh
	$(AM_V_GEN)CXX='$(CXX)' LDFLAGS='$(LDFLAGS)' $(srcdir)/bindings/bundle.sh $@ $(srcdir)/libsipreg/libsipreg.map \
		$(libsipreg_la_OBJECTS) libsipreg-sofia.la libsipreg-core.la
CLEAN_LOCAL += clean-bundled
clean-bundled:
	rm -rf bindings/bundled

EXTRA_DIST += bindings/bundle.sh bindings/uncovered.txt
EXTRA_DIST += bindings/swig/sipreg.i bindings/swig/java.i bindings/swig/csharp.i bindings/swig/go.i

include bindings/java/local.mk
include bindings/csharp/local.mk
include bindings/go/local.mk
