#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against Kamailio over WebSocket, in clear and over TLS: the upgrade, a registration that is kept, pings, requests.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_tls.sh
. "$here/lib_tls.sh"

need_kamailio
need_sipreg
need_tls
need_kamailio_module websocket kamailio-websocket-modules

password='kam-s3cret'
printf '%s\n' "$password" >"$tmp/password"
chmod 600 "$tmp/password"

make_ca ca
make_paper good DNS:example.com
more_config=$here/websocket.cfg

printf 'Cookie: session=s3cret-cookie\n' >"$tmp/headers"
as_wanted=(--ws-path '/sip?room=1' --ws-host front.example.net --ws-origin https://app.example.com
    --ws-header 'X-Room: 1' --ws-header-file "$tmp/headers")

# attempt NAME SCHEME:DOMAIN OPTION...: one registration; JSON in $out, what it exits with is the status.
attempt() {
    local name=$1 uri=$2
    shift 2
    out=$tmp/$name.out
    "$SIPREG" register --aor "sip:alice@example.com" --registrar "$uri:$port;transport=ws;maddr=127.0.0.1" --username alice \
        --password-file "$tmp/password" --once --json --tls-ca "$tmp/ca.pem" "$@" >"$out" 2>"$tmp/$name.err"
}

# refused NAME STATUS SCHEME:DOMAIN OPTION...
refused() {
    local name=$1 wanted=$2 status=0
    shift 2
    attempt "$name" "$@" || status=$?
    is "$name: exit status" "$status" "$wanted"
    check "$name: nothing is bound" unbound
}

# Kamailio pings the first who connected.
ping() {
    ! rpc ws.ping 1 | grep error
}

# One came in a frame that was no SIP.
pong_came() {
    [ "$(($(statistic ws_received_frames) - $(statistic ws_sip_received_frames)))" -eq 1 ]
}

# serves NAME SCHEME OPTION...: a registration over it, from beginning to end. 12 tests.
serves() {
    local name=$1 scheme=$2
    shift 2
    out=$tmp/$name.out trace=$tmp/$name.trace
    spawn "$name" "$SIPREG" register --aor sip:alice@example.com --registrar "$scheme:example.com:$port;transport=ws;maddr=127.0.0.1" \
        --username alice --password-file "$tmp/password" --expires 4 --json --trace "$trace" "$@"
    client=$spawned
    check "$name: registered" wait_until 10 reached "$out" 1 event=registered
    check "$name: bound as such" grep -q "^$scheme:.*;transport=ws\$" <(bound_contacts)
    check "$name: an OPTIONS that goes to it is answered" called "$(bound_contacts | head -n 1)"
    check "$name: it is pinged" ping
    check "$name: and answers" wait_until 5 pong_came
    kept_alive "$name"
    is "$name: one connection carried all" "$(statistic ws_successful_handshakes)" 1
    check "$name: the trace tells no secret" trace_is_clean "$trace" "$password" s3cret-cookie
}

plan 34

check "Kamailio starts with WebSocket" start_kamailio ws SHA-256 300 0 0 127.0.0.1
serves ws sip "${as_wanted[@]}"
refused "not as wanted" 5 sip:example.com --ws-path /sip
check "not as wanted: told with the status" grep -q '"cause":"[^"]*opens no WebSocket: 403 Forbidden"' "$out"
check "as most want it" attempt "as most want it" sip:example.com
check "as most want it: removed" "$SIPREG" unregister --aor sip:alice@example.com --all --username alice \
    --password-file "$tmp/password" --registrar "sip:example.com:$port;transport=ws;maddr=127.0.0.1"
end "$kamailio"

check "Kamailio starts with WebSocket over TLS" start_tls wss good
serves wss sips --tls-ca "$tmp/ca.pem"
refused "another domain" 6 sips:example.net
is "another domain: asked nothing" "$(statistic ws_failed_handshakes)" 0
end "$kamailio"

finish
