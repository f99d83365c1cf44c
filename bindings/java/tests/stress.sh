#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# All scenarios of tests/conformance in Java, while the collector runs all the time.
export JAVA_TEST_OPTIONS="-Dsipreg.stress=true -XX:+UseSerialGC -Xmx64m"
exec "$(dirname "$0")/conformance.sh"
