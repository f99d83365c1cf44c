#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A registrar that names another one (302). Two SIPp play them: the other one is at the same host or at a foreign one.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_sipp.sh
. "$here/lib_sipp.sh"

need_sipp
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"

# start_other ADDRESS NAME SCENARIO [OPTION...]: the registrar that will be named; answers with $other and its URI in
# $target.
start_other() {
    sipp_address=$1
    start_sipp "${@:2:2}" udp "${@:4}" || diag "no SIPp"
    sipp_address=127.0.0.1
    other=$sipp
    target=sip:$1:$port
}

# redirected NAME: registers once at a registrar that shows to $target, having seen credentials.
redirected() {
    start_sipp "$1-uas" moved udp -key target "$target" || diag "no SIPp"
    register "$1" --once
    await_exit "$client" 20
    status=$exit_status
}

# moved NAME UAS WANTED: the first registrar has had its say. Three tests.
moved() {
    is "$1: status $3" "$status" "$3"
    content_sipp "$1" "$2"
    answers_are "$1: the first registrar saw the credentials" "$2" "1 -" "$(right 2 example.com MD5 m 00000001)"
}

same_host() {
    start_other 127.0.0.1 near-other welcome
    redirected near
    moved "302 to the same host" near-uas 0
    is "302 to the same host: registered" "$(events "$out" event=registered expires=60)" 1
    sipp=$other
    content_sipp "302 to the same host, the other one" near-other
    answers_are "302 to the same host: the credentials are good there too" near-other \
        "$(right 3 example.com MD5 m 00000002)"
}

foreign_host() {
    start_other 127.0.0.2 far-other welcome
    redirected far
    moved "302 to a foreign host" far-uas 0
    is "302 to a foreign host: registered" "$(events "$out" event=registered expires=60)" 1
    sipp=$other
    content_sipp "302 to a foreign host, the other one" far-other
    answers_are "302 to a foreign host: no credentials are seen there" far-other "3 -"
}

foreign_host_asks() {
    start_other 127.0.0.2 asking-other asked -key another "Server: SIPp" \
        -key challenge 'WWW-Authenticate: Digest realm="example.com", nonce="f", algorithm=MD5, qop="auth"'
    redirected asking
    moved "a foreign host asks" asking-uas 4
    is "a foreign host asks: told, not retried" "$(events "$out" event=failed will_retry=false status=401)" 1
    end "$other"
    answers_are "a foreign host asks: no credentials are seen there" asking-other "3 -"
}

nowhere() {
    target=mailto:bob@example.com
    redirected nowhere
    moved "302 to no registrar" nowhere-uas 4
    is "302 to no registrar: told, not retried" "$(events "$out" event=failed status=302 will_retry=false)" 1
}

for_ever() {
    start_sipp moved_forever-uas moved_forever udp || diag "no SIPp"
    register moved_forever
    await_exit "$client" 20
    is "302 for ever: status 4" "$exit_status" 4
    at_most "302 for ever: bounded" "$(requests "$trace")" 6
    end "$sipp"
}

plan $((2 * 6 + 5 + 4 + 2))

same_host
foreign_host
foreign_host_asks
nowhere
for_ever

finish
