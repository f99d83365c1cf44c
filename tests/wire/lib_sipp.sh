# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # here, tmp, spawned, exit_status of lib.sh
# SIPp as the registrar of the wire tests, and the command against it. Beside lib.sh.

need_sipp() {
    have sipp || skip_all "sipp (package sip-tester) is not installed"
}

sipp_up() {
    is_gone "$sipp" || listens "$proto" "$port"
}

sipp_address=127.0.0.1

# start_sipp NAME SCENARIO udp|tcp [OPTION...]: one call of it, at $sipp_address; answers with $port and $sipp, what
# it heard is in $tmp/NAME.messages.
start_sipp() {
    local name=$1 scenario=$2 try mode=u1
    proto=$3
    shift 3
    [ "$proto" = udp ] || mode=t1
    for try in 1 2 3; do
        port=$(free_port) || return 1
        spawn "$name" sipp -sf "$here/sipp/$scenario.xml" -i "$sipp_address" -p "$port" -t "$mode" -m 1 -nostdin \
            -deadcall_wait 0 -timeout 60s -timeout_error -trace_err -error_file "$tmp/$name.errors" -trace_msg \
            -message_file "$tmp/$name.messages" "$@"
        sipp=$spawned
        wait_until 10 sipp_up
        is_gone "$sipp" || return 0
        await_exit "$sipp" 5
    done
    diag "SIPp did not start, $try times: $(tail -n 5 "$tmp/$name.err")"
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

# answers_are NAME UAS LINE...: what SIPp heard, as digest.pl tells it.
answers_are() {
    local name=$1 messages=$tmp/$2.messages
    shift 2
    is "$name" "$(perl "$here/digest.pl" "$messages" alice sipp-secret 2>&1)" "$(printf '%s\n' "$@")"
}

# right CSEQ REALM ALGORITHM NONCE NC [HEADER]: as digest.pl tells it.
right() {
    printf '%s %s realm=%s algorithm=%s nonce=%s nc=%s right' "$1" "${6:-Authorization}" "$2" "$3" "$4" "$5"
}
