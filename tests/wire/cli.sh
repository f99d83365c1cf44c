#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against its own development registrar: output, exit statuses, signals, secrets, traces.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$here/lib_registrar.sh"

need_sipreg

secret='cli-s3cret'
wrong='cli-wr0ng'
printf '%s\n' "$secret" >"$tmp/password"
printf '%s\n' "$wrong" >"$tmp/wrong"
umask 022

usages() {
    local who=(--aor sip:alice@example.com --username alice --password-file "$tmp/password")
    local where=(--registrar 'sip:127.0.0.1:9;transport=udp')
    usage "no command"
    usage "unknown command" perform
    usage "unknown option" register "${who[@]}" "${where[@]}" --once --frobnicate
    usage "no AOR" register "${where[@]}" --username alice --password-file "$tmp/password" --once
    usage "no registrar" register "${who[@]}" --once
    usage "malformed AOR" register --aor 'alice at example' "${where[@]}" --password-file "$tmp/password" --once
    usage "malformed registrar" register "${who[@]}" --registrar 'sip:[::1' --once
    usage "missing password file" register --aor sip:alice@example.com "${where[@]}" --password-file "$tmp/none" --once
    usage "two sources of a password" register "${who[@]}" "${where[@]}" --password-stdin --once
    usage "expires no number" register "${who[@]}" "${where[@]}" --expires soon --once
    usage "first wait longer than the longest" register "${who[@]}" "${where[@]}" --retry-base 5 --retry-cap 4 --once
    usage "unknown transport" register "${who[@]}" "${where[@]}" --transport pigeon --once
    usage "unwritable trace" register "${who[@]}" "${where[@]}" --trace "$tmp/none/trace" --once
    usage "sips registrar over UDP" register "${who[@]}" --registrar 'sips:127.0.0.1:9;transport=udp' --once
    usage "CA file without a certificate" register "${who[@]}" "${where[@]}" --tls-ca /dev/null --once
    usage "pin that is none" register "${who[@]}" "${where[@]}" --tls-pin secret --once
    usage "key without a certificate" register "${who[@]}" "${where[@]}" --tls-key /dev/null --once
    usage "WebSocket path that is none" register "${who[@]}" "${where[@]}" --ws-path sip --once
    usage "WebSocket header that is none" register "${who[@]}" "${where[@]}" --ws-header session=1 --once
    usage "pings too often" register "${who[@]}" "${where[@]}" --keepalive 0.5 --once
    usage "outbound without an instance" register "${who[@]}" "${where[@]}" --outbound --once
    usage "more flows than there may be" register "${who[@]}" "${where[@]}" --instance urn:x-test:1 --outbound 5 --once
    usage "instance that is no URN" register "${who[@]}" "${where[@]}" --instance 1234 --once
    usage "push without a device token" register "${who[@]}" "${where[@]}" --push apns --once
    usage "further Contact that is none" register "${who[@]}" "${where[@]}" --add-contact 'alice at home' --once
    usage "unknown class of failures" register "${who[@]}" "${where[@]}" --retry-class weather=60 --once
    usage "wait of a class that is no number" register "${who[@]}" "${where[@]}" --retry-class forbidden=long --once
    usage "unknown algorithm" register "${who[@]}" "${where[@]}" --least-algorithm ROT13 --once
    usage "unwritable explanation" register "${who[@]}" "${where[@]}" --explain "$tmp/none/explanation" --once
    usage "no time to connect" register "${who[@]}" "${where[@]}" --connect-timeout 0 --once
    usage "no time for a target" register "${who[@]}" "${where[@]}" --target-timeout 0 --once
    usage "negative UDP limit" register "${who[@]}" "${where[@]}" --udp-limit -1 --once
    usage "health of two times" register "${who[@]}" "${where[@]}" --health 1 2 --once
    usage "rest longer than the longest" register "${who[@]}" "${where[@]}" --health 2 1 1 --once
    usage "address to send from that is a name" register "${who[@]}" "${where[@]}" --bind localhost --once
    usage "link-local address to send from, without its link" register "${who[@]}" "${where[@]}" --bind fe80::1 --once
    usage "snapshot without a key" register "${who[@]}" "${where[@]}" --snapshot "$tmp/snapshot" --once
    usage "key of a snapshot that is none" register "${who[@]}" "${where[@]}" --snapshot "$tmp/snapshot" \
        --snapshot-key-file "$tmp/password" --once
    usage "unregister nothing" unregister "${who[@]}" "${where[@]}"
    usage "unregister one and all" unregister "${who[@]}" "${where[@]}" --contact sip:alice@192.0.2.9 --all
    usage "unregister what is no SIP URI" unregister "${who[@]}" "${where[@]}" --contact 'alice at home'
    usage "registrar without port" registrar --listen nowhere
    run help register --help
    status_is "help: status 0" 0
    check "help: tells the options" grep -q -- '--password-stdin' "$out"
}

once() {
    start_registrar once-registrar
    aim
    run once-human "${args[@]}" --once
    status_is "once: status 0" 0
    check "once: a line for humans" grep -qw registered "$out"
    refute "once: which is no JSON" grep -q '^{' "$out"
    check "once: nothing on stderr" [ ! -s "$err" ]

    run once-json "${args[@]}" --once --json
    status_is "once, JSON: status 0" 0
    is "once, JSON: one event, it tells all" \
        "$(events "$out" event=registered aor=sip:alice@example.com expires=3600 next_refresh_s=null contact public_address)" 1
    is "once, JSON: no other line" "$(wc -l <"$out")" 1
    contact=$(value "$out" registered contact)
    check "once: SIGUSR1 shows the binding" wait_until 5 shows_binding "$contact"
    end_registrar
    is "once: the registrar ends with 0" "$registrar_status" 0
    check "once: the binding was left in place" grep -qF "${contact:-nothing}" <<<"$last_words"
}

passwords() {
    start_registrar stdin-registrar
    aim
    local base=("${args[@]:0:${#args[@]}-2}")
    out=$tmp/stdin.out err=$tmp/stdin.err
    printf '%s\n' "$secret" | timeout 30 "$SIPREG" "${base[@]}" --password-stdin --once --json >"$out" 2>"$err"
    status=$?
    status_is "password from stdin: status 0" 0
    printf '%s' "$secret" | timeout 30 "$SIPREG" "${base[@]}" --password-stdin --once --json >"$out" 2>"$err"
    status=$?
    status_is "password from stdin without a line end: status 0" 0

    spawn_stdin=$tmp/password
    launch stdin-kept "$SIPREG" "${base[@]}" --password-stdin --json
    spawn_stdin=
    check "password from stdin: registered" wait_until 10 reached "$out" 1 event=registered
    check "password: the command line can be read" grep -qaF password-stdin "/proc/$client/cmdline"
    refute "password: not on the command line" grep -qaF "$secret" "/proc/$client/cmdline"
    refute "password: not in the environment" grep -qaF "$secret" "/proc/$client/environ"
    end "$client"
    end_registrar
}

# ended_by SIGNAL
ended_by() {
    start_registrar "$1-registrar"
    aim
    launch "kept-$1" "$SIPREG" "${args[@]}" --json
    check "SIG$1: registered before, the refresh is told" wait_until 10 reached "$out" 1 event=registered next_refresh_s
    contact=$(value "$out" registered contact)
    check "SIG$1: the registrar shows the binding" wait_until 5 shows_binding "${contact:-nothing}"
    end "$client" "$1"
    is "SIG$1: status 0" "$exit_status" 0
    is "SIG$1: unregistered is told" "$(events "$out" event=unregistered)" 1
    end_registrar
    refute "SIG$1: the binding is gone" grep -qF "${contact:-sip:}" <<<"$last_words"
}

duration() {
    local began=$SECONDS
    start_registrar duration-registrar
    aim
    run duration "${args[@]}" --json --duration 3
    status_is "duration: status 0" 0
    check "duration: as long as asked ($((SECONDS - began)) s)" between $((SECONDS - began)) 2 10
    is "duration: registered" "$(events "$out" event=registered)" 1
    is "duration: unregistered" "$(events "$out" event=unregistered)" 1
    contact=$(value "$out" registered contact)
    end_registrar
    refute "duration: the binding is gone" grep -qF "${contact:-sip:}" <<<"$last_words"
}

refreshed() {
    start_registrar refresh-registrar --max-expires 4
    aim
    launch refresh "$SIPREG" "${args[@]}" --json
    check "refresh: each one is told" wait_until 20 reached "$out" 3 event=registered expires=4
    end "$client"
    is "refresh: status 0" "$exit_status" 0
    end_registrar

    start_registrar longer-registrar --min-expires 100
    aim
    run longer "${args[@]}" --once --json --expires 10
    status_is "min-expires: status 0" 0
    is "min-expires: taken" "$(events "$out" event=registered expires=100)" 1
    end_registrar
}

contact_of_own() {
    start_registrar contact-registrar
    aim
    run contact "${args[@]}" --once --json --contact sip:alice@192.0.2.9:5062
    is "contact of one's own: told" "$(events "$out" event=registered contact=sip:alice@192.0.2.9:5062)" 1
    end_registrar
    check "contact of one's own: bound" grep -qF sip:alice@192.0.2.9:5062 <<<"$last_words"
}

traced() {
    local algorithm
    for algorithm in MD5 SHA-256 SHA-512-256; do
        for proto in udp tcp; do
            start_registrar "trace-$algorithm-$proto" --algorithm "$algorithm" --qop auth
            aim
            run "traced-$algorithm-$proto" "${args[@]}" --once --json --trace "$tmp/$algorithm-$proto.trace"
            status_is "$algorithm, $proto: status 0" 0
            check "$algorithm, $proto: the answer names it" grep -qE \
                "^Authorization: .*algorithm=\"?$algorithm\"?([,[:space:]]|\$)" "$tmp/$algorithm-$proto.trace"
            end_registrar
        done
    done
    proto=udp
    trace=$tmp/MD5-udp.trace
    is "trace: both requests" "$(requests "$trace")" 2
    check "trace: the challenge" grep -q '^SIP/2.0 401 ' "$trace"
    check "trace: the answer" grep -q '^SIP/2.0 200 ' "$trace"
    check "trace: tells no secret" trace_is_clean "$trace" "$secret"
    is "trace: for the owner's eyes" "$(stat -c %a "$trace")" 600
}

credentials() {
    start_registrar wrong-registrar
    aim
    args=("${args[@]:0:${#args[@]}-1}" "$tmp/wrong")
    run wrong "${args[@]}" --json --trace "$tmp/wrong.trace"
    failure "wrong password" 3 class=credentials status=401 will_retry=false
    at_most "wrong password: few requests" "$(requests "$tmp/wrong.trace")" 3
    check "wrong password: the trace tells no secret" trace_is_clean "$tmp/wrong.trace" "$wrong"
    run wrong-human "${args[@]}"
    status_is "wrong password, for humans: status 3" 3
    check "wrong password, for humans: says 401" grep -qw 401 "$out" "$err"
    end_registrar

    local fault
    for fault in challenge_forever stale_forever same_nonce_forever; do
        start_registrar "$fault-registrar" --fault "$fault"
        aim
        run "$fault" "${args[@]}" --json --trace "$tmp/$fault.trace"
        failure "$fault" 3 class=credentials
        at_most "$fault: bounded" "$(requests "$tmp/$fault.trace")" 8
        end_registrar
    done
}

answers() {
    start_registrar forbidden-registrar --fault status --fault-status 403
    aim
    run forbidden "${args[@]}" --json
    failure "403" 4 class=forbidden status=403 will_retry=false retry_in_s=null
    run forbidden-human "${args[@]}"
    status_is "403, for humans: status 4" 4
    check "403, for humans: says 403" grep -qw 403 "$out" "$err"
    end_registrar

    start_registrar notfound-registrar --fault status --fault-status 404
    aim
    run notfound "${args[@]}" --json
    failure "404" 4 class=fatal status=404 will_retry=false
    end_registrar

    start_registrar error-registrar --fault status --fault-status 500
    aim
    run error "${args[@]}" --json --once
    failure "500 once" 4 class=temporary status=500 will_retry=false
    launch error-kept "$SIPREG" "${args[@]}" --json
    check "500: to be retried" wait_until 10 reached "$out" 1 event=failed class=temporary will_retry=true
    check "500: the wait is told" between "$(value "$out" failed retry_in_s)" 1 1800
    refute "500: does not end the command" is_gone "$client"
    end "$client"
    refute "500: SIGTERM ends the wait" [ "$exit_status" = hung ]
    end_registrar

    start_registrar bare-registrar --fault ok_without_contact
    aim
    run bare "${args[@]}" --json --once
    status_is "200 without Contact: status 0" 0
    end_registrar
}

resolver_up() {
    is_gone "$resolver" || [ -s "$tmp/resolver.out" ]
}

# A DNS server that knows nothing.
start_resolver() {
    spawn resolver perl -MSocket -e '
        $| = 1;
        socket(my $s, PF_INET, SOCK_DGRAM, 0) or die $!;
        bind($s, sockaddr_in(0, INADDR_LOOPBACK)) or die $!;
        print +(sockaddr_in(getsockname($s)))[0], "\n";
        while (my $peer = recv($s, my $query, 4096, 0)) {
            my $name = 12;
            $name += 1 + ord substr($query, $name, 1) while ord substr($query, $name, 1);
            send($s, substr($query, 0, 2) . pack("n5", 0x8183, 1, 0, 0, 0) . substr($query, 12, $name - 12 + 5), 0, $peer);
        }'
    resolver=$spawned
    wait_until 10 resolver_up
}

unreachable() {
    port=$(free_port)
    proto=udp
    aim
    run closed-udp "${args[@]}" --json --once
    failure "closed UDP port" 5 class=transport status=0
    proto=tcp
    aim
    run closed-tcp "${args[@]}" --json --once
    failure "closed TCP port" 5 class=transport status=0
    run closed-human "${args[@]}" --once
    status_is "closed TCP port, for humans: status 5" 5
    check "closed TCP port, for humans: says something" [ -s "$out" -o -s "$err" ]
    proto=udp

    local fault
    for fault in silent garbage truncated; do
        start_registrar "$fault-registrar" --fault "$fault"
        aim
        run "$fault" "${args[@]}" --json --once --attempt-timeout 2
        failure "$fault" 5 class=timeout
        end_registrar
    done

    start_registrar silent-again --fault silent
    aim
    launch silent-kept "$SIPREG" "${args[@]}" --json --attempt-timeout 1
    check "silent: to be retried" wait_until 10 reached "$out" 1 event=failed class=timeout will_retry=true
    refute "silent: does not end the command" is_gone "$client"
    end "$client"
    refute "silent: SIGTERM ends the wait" [ "$exit_status" = hung ]
    end_registrar

    start_resolver
    run nowhere register --aor sip:alice@example.com --registrar sip:nowhere.invalid --username alice \
        --password-file "$tmp/password" --once --json --nameserver "127.0.0.1:$(cat "$tmp/resolver.out")"
    failure "unknown host" 5 class=dns status=0
    end "$resolver"
}

# Takes connections and says nothing.
start_mute() {
    spawn mute perl -MSocket -e '
        $| = 1;
        socket(my $s, PF_INET, SOCK_STREAM, 0) or die $!;
        bind($s, sockaddr_in(0, INADDR_LOOPBACK)) or die $!;
        listen($s, 5) or die $!;
        print +(sockaddr_in(getsockname($s)))[0], "\n";
        sleep 1000'
    mute=$spawned
    wait_until 10 test -s "$tmp/mute.out"
    port=$(cat "$tmp/mute.out")
}

limits() {
    start_mute
    proto=tls
    aim
    run connect-timeout "${args[@]}" --json --once --connect-timeout 0.3
    failure "a server that does not shake hands" 5 class=transport tls_fault=timeout
    check "a server that does not shake hands: within that time" grep -qF 'within 300 ms' "$out"
    end "$mute"

    proto=udp listen_port=$(free_port)
    start_registrar both-registrar --listen "tcp:127.0.0.1:$listen_port"
    listen_port=
    aim
    args=("${args[@]/;transport=udp/}")
    run short "${args[@]}" --json --once --bind 127.0.0.3
    check "a short request goes over UDP, from where it is told" grep -qE 'alice@127\.0\.0\.3:[0-9]+"' "$out"
    run long "${args[@]}" --json --once --udp-limit 200
    check "one above the limit goes over TCP" grep -qF ';transport=tcp' "$out"
    end_registrar
}

no_secret_anywhere() {
    local files=("$tmp"/*.out "$tmp"/*.err "$tmp"/*.trace)
    refute "no output and no trace tells a password" grep -lF -e "$secret" -e "$wrong" "${files[@]}"
}

plan $((44 + 10 + 6 + 2 * 5 + 5 + 4 + 2 + 6 * 2 + 5 + 6 + 3 * 3 + 4 + 2 + 6 + 1 + 2 * 2 + 2 + 3 * 2 + 3 + 2 + 5 + 1))

usages
once
passwords
ended_by INT
ended_by TERM
duration
refreshed
contact_of_own
traced
credentials
answers
unreachable
limits
no_secret_anywhere

finish
