#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # what bindings/go/env sets
# Uses the package as it is installed: from a module of somebody else's, in GOPATH mode as Debian's packages are built, and
# where something is missing.

here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../..
# shellcheck source=tests/wire/lib.sh
. "$top/tests/wire/lib.sh"
# shellcheck source=/dev/null
. bindings/go/env

import=github.com/libsipreg/libsipreg/bindings/go
version=$(sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$top/include/sipreg/sipreg.h")
build=$PWD
root=$tmp/root

install_source() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$build" install-nobase_gosrcDATA DESTDIR="$root" datadir=/usr/share
}

names_the_tree() {
    grep -rlF -e "$build" -e "$(cd "$top" && pwd)" "$root"
}

# tests and makefiles are of no use there
holds_more() {
    find "$root" -type f ! -name '*.go' ! -name csipreg_wrap.c ! -name go.mod | grep . ||
        find "$root" -name '*_test.go' | grep .
}

as_module() (
    mkdir -p "$tmp/module" && cp "$here/use/main.go" "$tmp/module/" && cd "$tmp/module" || exit
    "$go" mod init example.org/use && "$go" mod edit -require "$import@v0.0.0" -replace "$import=$source" &&
        "$go" build -o ../as-module .
)

as_gopath() (
    mkdir -p "$tmp/path/src/example.org/use" && cp "$here/use/main.go" "$tmp/path/src/example.org/use/" || exit
    cd "$tmp/path/src/example.org/use" &&
        GO111MODULE=off GOFLAGS= GOPATH="$tmp/path:$root/usr/share/gocode" "$go" build -o ../../../../as-gopath .
)

# fails_for REASON SETTING...: the build, where the environment is another.
fails_for() (
    reason=$1
    shift
    cd "$tmp/module" && ! env "$@" "$go" build -o ../none . >"$tmp/said" 2>&1 && grep -q -- "$reason" "$tmp/said" && exit
    cat "$tmp/said"
    exit 1
)

plan 9

check "the source is installed" install_source
source=$root/usr/share/gocode/src/$import
refute "nothing in it names the tree it came from" names_the_tree
refute "nothing else is installed" holds_more
check "a module with a replace builds" as_module
is "and runs" "$("$tmp/as-module" 2>&1)" "libsipreg $version"
check "GOPATH mode builds" as_gopath
is "and runs too" "$("$tmp/as-gopath" 2>&1)" "libsipreg $version"
check "without cgo the error says what is needed" fails_for "undefined: sipreg_needs_cgo_set_CGO_ENABLED_1" CGO_ENABLED=0
check "without the library it names what was not found" fails_for "Package sipreg was not found" \
    PKG_CONFIG_PATH=/nowhere PKG_CONFIG_LIBDIR=/nowhere GOCACHE="$tmp/cache"

finish
