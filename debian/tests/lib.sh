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

# Sets $uri.
start_registrar() {
    sipreg registrar --listen udp:127.0.0.1:0 --user alice:secret >"$work/registrar" 2>&1 &
    registrar=$!
    tries=0
    until grep -q '^listening udp:' "$work/registrar"; do
        tries=$((tries + 1))
        [ "$tries" -le 100 ] || { cat "$work/registrar"; exit 1; }
        sleep 0.1
    done
    # shellcheck disable=SC2034 # used by the tests
    uri="sip:$(sed -n 's/^listening udp:\([^ ]*\).*/\1/p' "$work/registrar" | head -n 1);transport=udp"
}
