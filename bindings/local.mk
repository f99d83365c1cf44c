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

EXTRA_DIST += bindings/uncovered.txt scripts/header-coverage
EXTRA_DIST += bindings/swig/sipreg.i bindings/swig/java.i bindings/swig/csharp.i bindings/swig/go.i

include bindings/java/local.mk
include bindings/csharp/local.mk
include bindings/go/local.mk
