#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The scenarios in C.
exec "$(dirname "$0")/run" "${CONFORMANCE_C:?names the runner that was built}"
