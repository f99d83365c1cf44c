#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against Kamailio: digests, transports, address families, refresh, removal, wrong password, old nonces, the
# bindings of others, a killed client.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"

need_kamailio
need_sipreg

password='kam-s3cret-pässword'
printf '%s\n' "$password" >"$tmp/password"
printf '%s\n' 'not-the-password' >"$tmp/wrong"
chmod 600 "$tmp/password" "$tmp/wrong"

has_ipv6=no
addresses=(127.0.0.1)
if have_ipv6; then
    has_ipv6=yes
    addresses+=('[::1]')
fi

# answered_with ALGORITHM FILE: every answer names it.
answered_with() {
    local all named
    all=$(grep -cE '^Authorization: ' "$2")
    named=$(grep -cE "^Authorization: .*algorithm=\"?$1\"?([,[:space:]]|\$)" "$2")
    [ "$all" -ge 1 ] && [ "$all" -eq "$named" ]
}

matrix_entry() {
    local algorithm=$1 transport=$2 family=$3 host=127.0.0.1
    local name="$algorithm, $transport, $family"
    if [ "$family" = IPv6 ]; then
        host='[::1]'
        if [ "$has_ipv6" = no ]; then
            skip "no IPv6 on loopback" "$name: contact" "$name: refreshed" "$name: CSeq" "$name: Call-ID" \
                "$name: removed" "$name: algorithm" "$name: trace"
            return
        fi
    fi
    register "matrix-$algorithm-$transport-$family" "$host" "$transport" --password-file "$tmp/password" --expires 4
    kept_alive "$name"
    check "$name: answered with $algorithm" answered_with "$algorithm" "$trace"
    check "$name: the trace tells no secret" trace_is_clean "$trace" "$password" \
        "$(ha1 md5 "alice:example.com:$password")" "$(ha1 sha256 "alice:example.com:$password")"
}

wrong_password() {
    local name="$1, wrong password"
    register "wrong-$1" 127.0.0.1 udp --password-file "$tmp/wrong"
    await_exit "$client" 20
    is "$name: status 3" "$exit_status" 3
    at_most "$name: few requests" "$(requests "$trace")" 3
    is "$name: told as credentials, not retried" "$(events "$out" event=failed class=credentials will_retry=false)" 1
    check "$name: no binding" unbound
    check "$name: the trace tells no secret" trace_is_clean "$trace" not-the-password \
        "$(ha1 md5 "alice:example.com:not-the-password")" "$(ha1 sha256 "alice:example.com:not-the-password")"
}

challenged_as_stale() {
    grep -qE '^WWW-Authenticate: .*stale=true' "$trace"
}

# old_nonce NAME: a refresh meets stale=true and goes on.
old_nonce() {
    register "old-nonce-$2" 127.0.0.1 udp --password-file "$tmp/password" --expires "$3"
    kept_alive "$1"
    check "$1: a refresh was challenged as stale" challenged_as_stale
    is "$1: nothing failed" "$(events "$out" event=failed)" 0
}

# A binding that another device has put there lives through our registration, refresh and removal.
foreign=sip:alice@192.0.2.9:5062
foreign_binding() {
    local name="foreign binding"
    register foreign 127.0.0.1 udp --password-file "$tmp/password" --contact "$foreign" --once
    await_exit "$client" 10
    check "$name: Kamailio holds it" bound_are "$foreign"
    register beside-foreign 127.0.0.1 udp --password-file "$tmp/password" --expires 3
    check "$name: ours is refreshed" wait_until 15 reached "$out" 2 event=registered expires=3
    check "$name: Kamailio holds both" bound_are "$foreign" "$(value "$out" registered contact)"
    end "$client"
    is "$name: ours is removed, status 0" "$exit_status" 0
    check "$name: Kamailio holds the foreign one alone" bound_are "$foreign"
}

# errand NAME COMMAND OPTION...: to its end; status in $exit_status.
errand() {
    local name=$1 command=$2
    shift 2
    out=$tmp/$name.out
    spawn "$name" "$SIPREG" "$command" --aor sip:alice@example.com --registrar "sip:127.0.0.1:$port;transport=udp" \
        --username alice --password-file "$tmp/password" --json "$@"
    await_exit "$spawned" 10
}

# bindings_removed: of another device by its URI, of all devices, while ours is kept. Leaves no binding.
bindings_removed() {
    local name="remove bindings" other=sip:alice@192.0.2.10 ours
    register other 127.0.0.1 udp --password-file "$tmp/password" --contact "$other" --once
    await_exit "$client" 10
    register kept 127.0.0.1 udp --password-file "$tmp/password" --expires 20
    local kept=$out
    check "$name: ours is registered" wait_until 10 reached "$kept" 1 event=registered
    ours=$(value "$kept" registered contact)
    check "$name: Kamailio holds three" bound_are "$foreign" "$other" "$ours"
    errand query query
    is "$name: so it answers a query" "$exit_status $(events "$out" event=bindings operation=query count=3)" "0 1"
    errand remove-one unregister --contact "$foreign"
    is "$name: one of another device, status 0" "$exit_status" 0
    check "$name: it alone is gone" bound_are "$other" "$ours"
    errand remove-all unregister --all
    is "$name: all, status 0" "$exit_status $(events "$out" event=bindings operation=remove_all count=0)" "0 1"
    check "$name: Kamailio holds none" unbound
    check "$name: ours comes back with its refresh" wait_until 20 bound_are "$ours"
    end "$client"
    check "$name: and goes" unbound
}

# killed_and_resumed: the binding is refreshed by one request of the next run.
killed_and_resumed() {
    local name="killed and started again" memory first call_id cseq
    head -c 32 /dev/urandom >"$tmp/key"
    memory=(--password-file "$tmp/password" --snapshot "$tmp/snapshot" --snapshot-key-file "$tmp/key")
    register killed 127.0.0.1 udp "${memory[@]}"
    first=$trace
    check "$name: registered" wait_until 10 reached "$out" 1 event=registered
    end "$client" KILL
    is "$name: killed" "$exit_status" 137
    call_id=$(field Call-ID) cseq=$(field CSeq)
    register resumed 127.0.0.1 udp "${memory[@]}"
    check "$name: registered again" wait_until 10 reached "$out" 1 event=registered
    check "$name: one request with credentials, of the same Call-ID" goes_on "$first" "$trace"
    check "$name: Kamailio holds one binding" bound_are "$(value "$out" registered contact)"
    is "$name: of the same Call-ID" "$(field Call-ID)" "${call_id:-none}"
    check "$name: with a higher CSeq" cseq_beyond "${cseq:-0}"
    removed_on_term "$name"
}

plan $((2 * (1 + 4 * 7 + 5) + 5 + 9 + 8 + 2 * (1 + 7)))

for algorithm in MD5 SHA-256; do
    check "Kamailio starts with $algorithm" start_kamailio "plain-$algorithm" "$algorithm" 300 0 0 "${addresses[@]}"
    for transport in udp tcp; do
        for family in IPv4 IPv6; do
            matrix_entry "$algorithm" "$transport" "$family"
        done
    done
    wrong_password "$algorithm"
    if [ "$algorithm" = SHA-256 ]; then
        foreign_binding
        bindings_removed
        killed_and_resumed
    fi
    end "$kamailio"
done

check "Kamailio starts with one-time nonces" start_kamailio one-time MD5 300 0 1 127.0.0.1
old_nonce "one-time nonces" one-time 4
end "$kamailio"

check "Kamailio starts with nonces of one second" start_kamailio expiring SHA-256 1 1 0 127.0.0.1
old_nonce "nonces of one second" expiring 6
end "$kamailio"

finish
