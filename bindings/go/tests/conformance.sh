#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # what bindings/go/env sets
# The scenarios in Go, under the race detector where there is one.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. bindings/go/env

export SIPREG_SCENARIOS=$here/../../../tests/conformance/scenarios.txt GODEBUG=cgocheck=2
"$here/../../../tests/conformance/run" "$programs/conformance.test" -test.v -test.timeout 120s 2>&1 |
    awk -v of=TestConformance -f "$here/tap.awk"
