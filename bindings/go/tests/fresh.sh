#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # what bindings/go/env sets
# What is committed is what SWIG makes of the header today, and as gofmt and vet want it.

here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../..
# shellcheck source=tests/wire/lib.sh
. "$top/tests/wire/lib.sh"
# shellcheck source=/dev/null
. bindings/go/env

raw=$here/../internal/csipreg

version_of() {
    sed -n 's/^.*[Vv]ersion \([0-9.]*\).*$/\1/p' | head -n 1
}

same() {
    diff -u "$raw/$1" "$tmp/raw/$1"
}

formatted() {
    local ill
    ill=$("$gofmt" -l "$stage") || return 1
    echo "$ill"
    [ -z "$ill" ]
}

vetted() {
    cd "$stage" && "$go" vet ./bench . ./examples/... ./tests/...
}

# What reads the sources needs no race detector, under which it takes long to build.
explained() {
    cd "$stage" && SIPREG_HEADER=$top/include/sipreg/sipreg.h \
        "$go" test -run '^TestNumbersAre|^TestEveryPublicName' -v . >"$tmp/explained" 2>&1
    cat "$tmp/explained"
    [ "$(grep -c '^--- PASS' "$tmp/explained")" -eq 2 ]
}

compiles_without_a_word() {
    $CC -fsyntax-only -Wall -Wextra -Wno-unused-parameter -Werror -I"$top/include" -x c "$raw/csipreg_wrap.c"
}

plan 8

mkdir "$tmp/raw"
committed=$(version_of <"$raw/csipreg.go")
present=$("$swig" -version | version_of)
if [ "$committed" = "$present" ]; then
    check "SWIG takes the header without a warning" "$here/../generate.sh" "$swig" "$gofmt" "$tmp/raw"
    check "csipreg.go is fresh" same csipreg.go
    check "csipreg_wrap.c is fresh" same csipreg_wrap.c
else
    skip "made by SWIG $committed, and this is $present" "SWIG takes the header without a warning" "csipreg.go is fresh" \
        "csipreg_wrap.c is fresh"
fi
check "SWIG's C code compiles without a warning" compiles_without_a_word
check "gofmt has nothing to change" formatted
check "vet has nothing to say" vetted
check "numbers are those of the header, and every public name is explained" explained
if [ -n "$race" ]; then
    ok "there is a race detector"
else
    skip "none for this architecture" "there is a race detector"
fi

finish
