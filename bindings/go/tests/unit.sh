#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # what bindings/go/env sets
# The tests of the package and its examples, under the race detector where there is one.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. bindings/go/env

export SIPREG_HEADER=$here/../../../include/sipreg/sipreg.h GODEBUG=cgocheck=2
# The tests read the sources.
cd "$stage" || exit 1
"$here/../../../tests/conformance/run" "$programs/unit.test" -test.v -test.timeout 120s 2>&1 | awk -f "$here/tap.awk"
