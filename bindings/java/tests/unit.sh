#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What is Java's own, under the eyes of -Xcheck:jni and with a small heap, so that the collector is busy.
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"

export JAVA_TEST_OPTIONS=-Xmx48m
exec "$source/tests/conformance/run" "$here/watched.sh" org.sipreg.UnitRunner "$@"
