#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against scripted registrars: SIPp plays sipp/*.xml and judges the requests, perl sends what SIPp cannot.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"

have sipp || skip_all "sipp (package sip-tester) is not installed"
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"
chmod 600 "$tmp/password"

sipp_up() {
    is_gone "$sipp" || listens "$proto" "$port"
}

# start_sipp NAME SCENARIO udp|tcp: one call of it; answers with $port and $sipp.
start_sipp() {
    local name=$1 try mode=u1
    proto=$3
    [ "$proto" = udp ] || mode=t1
    for try in 1 2 3; do
        port=$(free_port) || return 1
        spawn "$name" sipp -sf "$here/sipp/$2.xml" -i 127.0.0.1 -p "$port" -t "$mode" -m 1 -nostdin -deadcall_wait 0 \
            -timeout 60s -timeout_error -trace_err -error_file "$tmp/$name.errors"
        sipp=$spawned
        wait_until 10 sipp_up
        is_gone "$sipp" || return 0
        await_exit "$sipp" 5
    done
    diag "SIPp did not start: $(tail -n 5 "$tmp/$name.err")"
    return 1
}

# register NAME OPTION...: in the background, in $client; JSON in $out, SIP in $trace.
register() {
    local name=$1
    shift
    out=$tmp/$name.out
    trace=$tmp/$name.trace
    spawn "$name" "$SIPREG" register --aor sip:alice@example.com --registrar "sip:127.0.0.1:$port;transport=$proto" \
        --username alice --password-file "$tmp/password" --json --trace "$trace" "$@"
    client=$spawned
}

# scene NAME SCENARIO udp|tcp STATUS OPTION...: one run to its end. Two tests, the second is SIPp's own verdict.
scene() {
    local name=$1 file=$2-$3 status=$4
    if ! start_sipp "$file-uas" "$2" "$3"; then
        not_ok "$name: status $status" "SIPp did not start"
        not_ok "$name: SIPp is content" "SIPp did not start"
        return
    fi
    shift 4
    register "$file" "$@"
    await_exit "$client" 20
    if [ "$exit_status" = "$status" ]; then
        ok "$name: status $status"
    else
        not_ok "$name: status $status" "got $exit_status; $(tail -n 5 "$out" "${out%.out}.err")"
    fi
    content_sipp "$name" "$file-uas"
}

content_sipp() {
    await_exit "$sipp" 5
    if [ "$exit_status" = 0 ]; then
        ok "$1: SIPp is content"
    else
        not_ok "$1: SIPp is content" "status $exit_status; $(cat "$tmp/$2.errors" "$tmp/$2.err" 2>/dev/null | tail -n 20)"
    fi
}

# Every request counts one further than the one before.
cseqs_grow() {
    sed -n '/^REGISTER /,/^\r*$/ s/^CSeq: *\([0-9]*\).*/\1/p' "$1" |
        awk 'NR > 1 && $1 != last + 1 { bad = 1 } { last = $1 } END { exit bad || NR < 2 }'
}

one_event() {
    is "$1" "$(events "$out" "${@:2}")" 1
}

challenge() {
    scene "401, $1" challenge "$1" 0 --once
    one_event "401, $1: one registered event" event=registered expires=60
    check "401, $1: CSeq counts on" cseqs_grow "$trace"
    check "401, $1: the trace tells no secret" trace_is_clean "$trace" sipp-secret \
        "$(ha1 md5 alice:example.com:sipp-secret)"
}

wrong_password() {
    printf 'not-it\n' >"$tmp/password"
    scene "401 and a wrong password" challenge udp 4 --once
    printf 'sipp-secret\n' >"$tmp/password"
}

interval() {
    scene "423" interval udp 0 --once --expires 60
    one_event "423: the longer lifetime is told" event=registered expires=1800
}

busy_once() {
    scene "503 once" busy udp 4 --once
    one_event "503 once: temporary, not retried" event=failed class=temporary status=503 will_retry=false
}

busy_kept() {
    local wait
    start_sipp busy-kept-uas busy udp || diag "no SIPp"
    register busy-kept
    check "503: told" wait_until 10 reached "$out" 1 event=failed class=temporary status=503 will_retry=true
    wait=$(value "$out" failed retry_in_s)
    check "503: waits as long as Retry-After says, or longer ($wait s)" between "$wait" 119 1800
    refute "503: a temporary failure does not end the command" is_gone "$client"
    content_sipp "503" busy-kept-uas
    end "$client"
    refute "503: SIGTERM ends the wait" [ "$exit_status" = hung ]
}

forbidden() {
    scene "403, $1" forbidden "$1" 4
    one_event "403, $1: told, not retried" event=failed class=forbidden status=403 will_retry=false
    is "403, $1: one request" "$(requests "$trace")" 1
}

nat() {
    start_sipp nat-uas nat udp || diag "no SIPp"
    register nat --expires 60
    check "NAT: the public address is told" wait_until 10 reached "$out" 1 event=public_address \
        public_address=203.0.113.7:40123
    check "NAT: registered under it" wait_until 10 reached "$out" 1 event=registered \
        public_address=203.0.113.7:40123 contact=sip:alice@203.0.113.7:40123
    is "NAT: corrected once" "$(requests "$trace")" 2
    end "$client"
    is "NAT: SIGTERM removes the binding, status 0" "$exit_status" 0
    content_sipp "NAT" nat-uas
}

progress() {
    scene "100 first" progress udp 0 --once
    one_event "100 first: one registered event" event=registered
}

no_contact() {
    scene "200 without Contact" no_contact udp 0 --once
    one_event "200 without Contact: lifetime of the Expires header" event=registered expires=90
}

# forever SCENARIO NAME LIMIT: SIPp would go on, the command must not.
forever() {
    start_sipp "$1-uas" "$1" udp || diag "no SIPp"
    register "$1"
    await_exit "$client" 20
    is "$2: status 3" "$exit_status" 3
    at_most "$2: bounded" "$(requests "$trace")" "$3"
    one_event "$2: told as credentials" event=failed class=credentials will_retry=false
    end "$sipp"
}

rubbish_up() {
    is_gone "$peer" || grep -qs '^listening ' "$tmp/$1.out"
}

# rubbish NAME MODE STATUS
rubbish() {
    spawn "rubbish-$2" perl "$here/garbage.pl" "$2"
    peer=$spawned
    wait_until 10 rubbish_up "rubbish-$2"
    port=$(sed -n 's/^listening .*:\([0-9]*\)$/\1/p' "$tmp/rubbish-$2.out")
    proto=udp
    register "answered-$2" --once --attempt-timeout 3
    await_exit "$client" 20
    is "$1: status $3" "$exit_status" "$3"
    end "$peer"
}

plan $((2 * 5 + 2 + 3 + 3 + 5 + 2 * 4 + 5 + 3 + 3 + 2 * 3 + 3))

challenge udp
challenge tcp
wrong_password
interval
busy_once
busy_kept
forbidden udp
forbidden tcp
nat
progress
no_contact
forever forever "401 for ever" 3
forever stale_forever "401 stale for ever" 8
rubbish "nothing but rubbish" only 5
one_event "nothing but rubbish: a timeout" event=failed class=timeout
rubbish "rubbish before the answer" then-ok 0

finish
