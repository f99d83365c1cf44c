#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# watched.sh CLASS ARGUMENT...: runs a class that tells TAP with -Xcheck:jni; one word of the JVM's about JNI fails it.
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # several options
"$java" -Xcheck:jni -Xmx256m ${JAVA_TEST_OPTIONS-} -Dorg.sipreg.native="$native" -Dsipreg.future="$tests/future/" \
    -cp "$classpath" "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if grep -qE 'in native method|JNI (local|global) ref|JNI call made' "$log"; then
    echo "Bail out! -Xcheck:jni complains"
    exit 1
fi
exit "$status"
