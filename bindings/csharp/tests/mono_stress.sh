#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The scenarios and what is C#'s own on Mono, while the collector runs all the time.

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"

only_soname "$tmp/lib"
conformance timeout --kill-after=5 140 mono --debug "$made/tests/mono/Conformance.exe" --stress
