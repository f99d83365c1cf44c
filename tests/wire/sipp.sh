#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against scripted registrars: SIPp plays sipp/*.xml and judges the requests, perl sends what SIPp cannot.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_sipp.sh
. "$here/lib_sipp.sh"

need_sipp
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"
chmod 600 "$tmp/password"

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

# gap MESSAGES: seconds between the first two messages that SIPp heard.
gap() {
    perl -MTime::Local -ne '
        $at = timegm($6, $5, $4, $3, $2 - 1, $1) + ".$7" if /^-+ (\d+)-(\d+)-(\d+)[ \t](\d+):(\d+):(\d+)\.(\d+)/;
        push @heard, $at if / message received /;
        END { printf "%.3f", $heard[1] - $heard[0] if @heard > 1 }' "$1"
}

busy_briefly() {
    local told waited
    start_sipp busy-briefly-uas busy_then_ok udp || diag "no SIPp"
    register busy-briefly --retry-base 1 --retry-cap 30
    check "503, briefly: registered after it" wait_until 15 reached "$out" 1 event=registered
    told=$(value "$out" failed retry_in_s)
    check "503, briefly: told to wait as long as Retry-After says ($told s)" between "$told" 3 3.5
    end "$client"
    content_sipp "503, briefly" busy-briefly-uas
    waited=$(gap "$tmp/busy-briefly-uas.messages")
    check "503, briefly: waited so long ($waited s)" between "$waited" 3 5
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

plan $((2 * 5 + 2 + 3 + 3 + 5 + 4 + 2 * 4 + 5 + 3 + 3 + 2 * 3 + 3))

challenge udp
challenge tcp
wrong_password
interval
busy_once
busy_kept
busy_briefly
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
