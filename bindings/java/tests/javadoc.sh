#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# All that is public is documented, without a warning; the pages tell of no class that is not.
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/wire/lib.sh
. "$source/tests/wire/lib.sh"

plan 2

check "the Javadoc is whole and well-formed" javadoc -quiet -Xdoclint:all -Werror --release 8 -encoding UTF-8 -notimestamp \
    -d "$tmp/doc" -sourcepath "$source/bindings/java/src:$build/bindings/java/gen" org.sipreg
is "it has no page of what is not public" \
    "$(find "$tmp/doc/org/sipreg" -maxdepth 1 -name '*.html' ! -name 'Sip[A-Z]*' ! -name 'package-*' -printf '%f ')" ""

finish
