#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command is killed and started again with its snapshot: it goes on with the same binding by one request. Against its
# own development registrar.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$here/lib_registrar.sh"

need_sipreg

secret='resume-s3cret'
printf '%s\n' "$secret" >"$tmp/password"
head -c 32 /dev/urandom >"$tmp/key"
head -c 32 /dev/urandom >"$tmp/other-key"
snapshot=$tmp/snapshot

# remembering NAME: the arguments, with a trace of that name in $trace.
remembering() {
    trace=$tmp/$1.trace
    aim
    args+=(--json --trace "$trace" --snapshot "$snapshot" --snapshot-key-file "$tmp/key")
}

# live NAME: registered, in the background.
live() {
    remembering "$1"
    launch "$1" "$SIPREG" "${args[@]}"
    check "$1: registered" wait_until 10 reached "$out" 1 event=registered
}

shown_since() {
    tail -c +"$1" "$tmp/$registrar_name.out" | grep -q '^bindings: '
}

# one_binding: the registrar shows the Contact told last, and no other.
one_binding() {
    local from
    from=$(($(wc -c <"$tmp/$registrar_name.out") + 1))
    kill -USR1 "$registrar"
    wait_until 5 shown_since "$from" || return 1
    tail -c +"$from" "$tmp/$registrar_name.out" | tee "$tmp/shown"
    grep -qx 'bindings: 1' "$tmp/shown" && grep -qF "<$(value "$out" registered contact)>" "$tmp/shown"
}

killed() {
    local before
    start_registrar "killed-$proto"
    live "first-$proto"
    before=$trace
    is "killed, $proto: the snapshot is for the owner's eyes" "$(stat -c %a "$snapshot")" 600
    refute "killed, $proto: no secret in it" grep -qaF -e "$secret" -e alice "$snapshot"
    end "$client" KILL
    is "killed, $proto: it is" "$exit_status" 137
    live "second-$proto"
    check "killed, $proto: one request with credentials goes on" goes_on "$before" "$trace"
    check "killed, $proto: one binding" one_binding

    before=$trace
    end "$client" KILL
    live "third-$proto"
    check "killed again, $proto: one request with credentials goes on" goes_on "$before" "$trace"
    check "killed again, $proto: one binding" one_binding
    end "$client"
    is "killed again, $proto: SIGTERM, status 0" "$exit_status" 0
    end_registrar
    is "killed again, $proto: no binding is left" "$last_words" "bindings: 0"
    refute "killed again, $proto: nor a snapshot" [ -e "$snapshot" ]
}

# refused NAME: by its last snapshot; nothing was sent.
refused() {
    remembering "refused-$usage_count"
    usage "$1" "${args[@]}"
    is "$1: nothing was sent" "$(requests "$trace")" 0
}

spoilt() {
    start_registrar spoilt-registrar
    remembering spoilt
    run spoilt "${args[@]}" --once
    status_is "spoilt: status 0 before" 0
    cp "$snapshot" "$tmp/whole"
    head -c -1 "$tmp/whole" >"$snapshot"
    refused "truncated snapshot"
    cp "$tmp/whole" "$snapshot"
    cp "$tmp/other-key" "$tmp/key"
    refused "snapshot sealed with another key"
    snapshot=$tmp/password/snapshot
    refused "snapshot that cannot be read"
    end_registrar
}

unwritable() {
    start_registrar unwritable-registrar
    snapshot=$tmp/none/snapshot
    remembering unwritable
    run unwritable "${args[@]}" --once
    status_is "unwritable snapshot: registered all the same" 0
    check "unwritable snapshot: said so" grep -q 'cannot be written' "$err"
    end_registrar
}

plan $((2 * 13 + 7 + 2))

for proto in udp tcp; do
    killed
done
proto=udp
spoilt
unwritable

finish
