# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh
# What the tests of the installed packages share: a registrar on loopback that ends with the test.
set -eu

work=$(mktemp -d)
registrar=
cleanup() {
    [ -z "$registrar" ] || kill "$registrar" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

# await PATTERN FILE
await() {
    tries=0
    until grep -qi "$1" "$2"; do
        tries=$((tries + 1))
        [ "$tries" -le 200 ] || { cat "$2"; exit 1; }
        sleep 0.1
    done
}

# keeps_alice COMMAND...: it registers, and ends in order when it is told to. Its standard input is the file $work/password.
keeps_alice() {
    echo secret >"$work/password"
    "$@" <"$work/password" >"$work/out" 2>&1 &
    client=$!
    await registered "$work/out"
    kill -TERM "$client"
    status=0
    wait "$client" || status=$?
    cat "$work/out"
    await unregistered "$work/out"
    [ "$status" -eq 0 ] || [ "$status" -eq 143 ] # a JVM that ends in order says so
}

# Sets $uri.
start_registrar() {
    sipreg registrar --listen udp:127.0.0.1:0 --user alice:secret >"$work/registrar" 2>&1 &
    registrar=$!
    await '^listening udp:' "$work/registrar"
    # shellcheck disable=SC2034 # used by the tests
    uri="sip:$(sed -n 's/^listening udp:\([^ ]*\).*/\1/p' "$work/registrar" | head -n 1);transport=udp"
}
