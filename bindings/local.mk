# SPDX-License-Identifier: LGPL-2.1-or-later
# The bindings: a raw layer that SWIG makes of the public header, and by hand what a person of the language expects.
EXTRA_DIST += bindings/swig/sipreg.i bindings/swig/java.i bindings/swig/csharp.i bindings/swig/go.i

include bindings/java/local.mk
include bindings/csharp/local.mk
include bindings/go/local.mk
