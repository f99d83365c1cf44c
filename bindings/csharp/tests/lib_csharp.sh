# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# What the tests of C# share: where things are, and TAP of a program told on.

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$tests/../../../tests/wire/lib.sh"

need_sipreg
top=$(cd "$tests/../../.." && pwd)
build=$(cd "$(dirname "$SIPREG")" && pwd)
sources=$top/bindings/csharp
made=$build/bindings/csharp
export SIPREG_FUTURE=$made/tests/.libs/libsipreg-future.so
export SIPREG_LATE=$made/tests/.libs/late.so

# only_soname FOLDER: the library as its package installs it, without the link of the development package, and nothing else.
only_soname() {
    mkdir -p "$1"
    cp "$build/.libs/libsipreg.so.0" "$1"
    export LD_LIBRARY_PATH=$1
}

# conformance COMMAND...: with the registrars that the scenarios want.
conformance() {
    "$top/tests/conformance/run" "$@"
}

# relay NAME SECONDS COMMAND...: tells on the TAP of a command as tests of this one; a command that ends early has failed.
relay() {
    local name=$1 limit=$2 line told=0 planned=0 status=0
    shift 2
    timeout --kill-after=5 "$limit" "$@" >"$tmp/relay.out" 2>"$tmp/relay.err" || status=$?
    while IFS= read -r line; do
        case $line in
        1..*) planned=${line#1..} ;;
        ok\ *) told=$((told + 1)) && ok "$name: ${line#ok * - }" ;;
        not\ ok\ *) told=$((told + 1)) && not_ok "$name: ${line#not ok * - }" ;;
        *) echo "$line" ;;
        esac
    done <"$tmp/relay.out"
    if [ "$told" -gt 0 ] && [ "$told" = "$planned" ] && { [ "$status" -eq 0 ] || [ "$status" -eq 1 ]; }; then
        ok "$name: all was told"
    else
        not_ok "$name: all was told" "status $status, $told of $planned
$(cat "$tmp/relay.err")"
    fi
}

# The plan at the end, of as many as there were.
finish_relayed() {
    plan "$tap_count"
    finish
}

# registrar OPTION...: a development registrar over UDP, its URI in $registrar, its process in $spawned.
start_registrar() {
    spawn registrar "$SIPREG" registrar --listen udp:127.0.0.1:0 --realm example.com "$@"
    wait_until 10 grep -q '[0-9]$' "$tmp/registrar.out" || bail_out "the registrar does not start: $(cat "$tmp/registrar.err")"
    registrar="sip:127.0.0.1:$(sed -n 's/^listening .*:\([0-9]*\)$/\1/p' "$tmp/registrar.out");transport=udp"
}
