#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# All scenarios of tests/conformance in Java, under the eyes of -Xcheck:jni.
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"

exec "$source/tests/conformance/run" \
    "$here/watched.sh" conformance.Runner "$source/tests/conformance/scenarios.txt" "$@"
