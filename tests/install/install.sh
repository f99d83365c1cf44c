#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs a build into an empty folder and builds and runs a program against what is there. Usage: install.sh BUILD

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/../wire/lib.sh"

build=$(cd "${1:-.}" && pwd) || bail_out "no build folder: ${1:-.}"
[ -f "$build/config.status" ] || bail_out "$build was not configured"
have pkg-config || bail_out "pkg-config is needed"
have perl || bail_out "perl is needed"

setting() {
    sed -n "s|^S\[\"$1\"\]=\"\(.*\)\"\$|\1|p" "$build/config.status"
}

stage=$tmp/stage
prefix=$(setting prefix)
CC=$(setting CC)
[ -n "$prefix" ] && [ -n "$CC" ] || bail_out "cannot read $build/config.status"
root=$stage$prefix

pc=
library_path() { (cd "$(dirname "$pc")/.." && pwd); }
# The .pc file names the prefix; PKG_CONFIG_SYSROOT_DIR puts the stage before it.
ask() {
    PKG_CONFIG_PATH=$(dirname "$pc") PKG_CONFIG_SYSROOT_DIR=$stage pkg-config "$@" sipreg
}

header_version() {
    sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$root/include/sipreg/sipreg.h"
}

compile() (
    mkdir -p "$tmp/elsewhere" && cp "$here/consumer.c" "$tmp/elsewhere/" && cd "$tmp/elsewhere" || return 1
    flags=$(ask --cflags --libs) || return 1
    # shellcheck disable=SC2086 # words, as pkg-config means them
    $CC -std=c99 -Wall -Wextra -Wpedantic -Werror -o consumer consumer.c $flags
)

# Names a path of the source or build tree.
names_the_tree() {
    grep -lF -e "$build" -e "$(cd "$here/../.." && pwd)" "$pc" "$root/include/sipreg/sipreg.h"
}

registrar_up() {
    is_gone "$registrar" || grep -qs '^listening udp:' "$tmp/registrar.out"
}

only_ours_exported() {
    local names
    names=$(nm -D --defined-only "$(library_path)/libsipreg.so" | awk '{ sub(/@.*/, "", $NF); print $NF }')
    grep -qx sipreg_version <<<"$names" && ! grep -vE '^(sipreg_|SIPREG_)' <<<"$names"
}

plan 12

check "make install" make -s -C "$build" install DESTDIR="$stage"
pc=$(find "$stage" -name sipreg.pc 2>/dev/null)
check "the header is there" [ -s "$root/include/sipreg/sipreg.h" ]
check "sipreg.pc is there" [ -s "${pc:-/none}" ]
check "the shared library is there" [ -e "$(library_path)/libsipreg.so" ]
check "the command is there" [ -x "$root/bin/sipreg" ]
refute "nothing names the tree it came from" names_the_tree
is "pkg-config and header agree on the version" "$(ask --modversion)" "$(header_version)"
check "only names of ours are exported" only_ours_exported
check "a program compiles with pkg-config alone" compile

export LD_LIBRARY_PATH="$(library_path)"
spawn registrar "$root/bin/sipreg" registrar --listen udp:127.0.0.1:0 --user alice:install-s3cret
registrar=$spawned
wait_until 10 registrar_up
port=$(sed -n 's/^listening udp:127\.0\.0\.1:\([0-9]*\)$/\1/p' "$tmp/registrar.out")
output=$(timeout 20 "$tmp/elsewhere/consumer" "sip:127.0.0.1:${port:-9}" install-s3cret 2>&1)
is "it registers" "$output" "expires 120"
output=$(timeout 20 "$tmp/elsewhere/consumer" "sip:127.0.0.1:${port:-9}" wrong 2>&1)
is "and is refused with a wrong password" "$output" "failed: credentials"
end "$registrar"
unset LD_LIBRARY_PATH

check "make uninstall leaves nothing" sh -c '
    make -s -C "$1" uninstall DESTDIR="$2" && left=$(find "$2" -type f -o -type l) && echo "$left" && [ -z "$left" ]' \
    - "$build" "$stage"

finish
