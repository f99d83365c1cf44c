# SPDX-License-Identifier: LGPL-2.1-or-later
# All tests; one file per folder.
include tests/core/local.mk
include tests/registration/local.mk
include tests/simulation/local.mk
include tests/registrar/local.mk
include tests/nta/local.mk
include tests/capi/local.mk
include tests/bindings/local.mk
include tests/conformance/local.mk
include tests/fuzz/local.mk
include tests/header/local.mk
include tests/wire/local.mk
