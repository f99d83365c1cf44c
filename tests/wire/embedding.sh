#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The examples in which the application's own loop drives an endpoint, against the command's registrar.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$here/lib_registrar.sh"

need_sipreg

secret=embedded-s3cret
printf '%s\n' "$secret" >"$tmp/password"
printf 'wrong\n' >"$tmp/wrong"

examples=$(dirname "$SIPREG")/examples

# embed NAME LOOP PASSWORD TRANSPORT: in the background, in $client.
embed() {
    spawn_stdin=$3
    launch "$1" "$examples/$2" sip:alice@example.com "sip:127.0.0.1:$port;transport=$4"
    spawn_stdin=
}

lines_are() {
    [ "$(grep -c "$1" "$out")" -ge "$2" ]
}

ended_well() {
    await_exit "$client" 10
    is "$1: it ends with status 0" "$exit_status" 0
}

life() {
    local loop=$1 name="$1, $2"
    proto=$2
    start_registrar "registrar-$loop-$proto" --max-expires 3
    embed "$loop-$proto" "$loop" "$tmp/password" "$proto"
    check "$name: registered, and refreshed when it is due" wait_until 15 lines_are '^registered for 3 s as sip:alice@' 2
    check "$name: the registrar has it" wait_until 5 shows_binding 'sip:alice@'
    kill -INT "$client"
    ended_well "$name"
    is "$name: unregistered at last" "$(tail -n 1 "$out")" unregistered
    end_registrar
    check "$name: nothing is left at the registrar" grep -qx 'bindings: 0' <<<"$last_words"
}

refused() {
    proto=udp
    start_registrar "registrar-$1-refused"
    embed "$1-refused" "$1" "$tmp/wrong" udp
    ended_well "$1, refused"
    check "$1, refused: told so" grep -q '^failed: credentials, ' "$out"
    end_registrar
}

plan 36

for loop in epoll glib libuv; do
    if [ ! -x "$examples/$loop" ]; then
        diag "examples/$loop was not built: configure found no $loop"
        for number in $(seq 12); do
            skip "examples/$loop was not built" "$loop, $number"
        done
        continue
    fi
    life "$loop" udp
    life "$loop" tcp
    refused "$loop"
done

finish
