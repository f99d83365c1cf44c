#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The registrar, Kamailio, is restarted under running clients: it comes back with no binding and with other nonces.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"

need_kamailio
need_sipreg

password='restart-s3cret'
printf '%s\n' "$password" >"$tmp/password"

# An address that nobody else takes a port of while Kamailio is down.
address=127.0.0.3
transports=(udp tcp)

# register TRANSPORT: in the background, its id in $clients.
register() {
    spawn "$1" "$SIPREG" register --aor sip:alice@example.com --registrar "sip:$address:$port;transport=$1" \
        --username alice --password-file "$tmp/password" --json --trace "$tmp/$1.trace" --expires "${lifetimes[$1]}" \
        --retry-base 1 --retry-cap 1
    clients[$1]=$spawned
}

# seen TRANSPORT KEY=VALUE...: how many such events so far.
seen() {
    events "$tmp/$1.out" "${@:2}"
}

# note: counts the registrations and challenges of each client so far.
note() {
    local transport
    for transport in "${transports[@]}"; do
        registered[$transport]=$(seen "$transport" event=registered)
        challenged[$transport]=$(challenges "$transport")
        failed[$transport]=$(seen "$transport" event=failed)
        degraded[$transport]=$(seen "$transport" event=degraded)
    done
}

challenges() {
    grep -c '^SIP/2\.0 401 ' "$tmp/$1.trace"
}

# A target that is dead for long rests for as long again before it is probed.
registered_again() {
    wait_until 40 reached "$tmp/$1.out" $((registered[$1] + 1)) event=registered
}

every_contact_bound() {
    local transport contacts=()
    for transport in "${transports[@]}"; do
        contacts+=("$(value "$tmp/$transport.out" registered contact)")
    done
    bound_are "${contacts[@]}"
}

# back NAME: every client is registered anew, with a nonce of the new Kamailio. Five tests.
back() {
    local name=$1 transport
    for transport in "${transports[@]}"; do
        check "$name, $transport: registered again" registered_again "$transport"
        check "$name, $transport: with a new nonce" [ "$(challenges "$transport")" -gt "${challenged[$transport]}" ]
    done
    check "$name: one binding of each client" wait_until 5 every_contact_bound
}

down() {
    note
    end "$kamailio"
}

restarted_between_refreshes() {
    local transport
    down
    check "restart: Kamailio starts again" run_kamailio kamailio
    back "restart"
    is "restart, udp: nothing failed" "$(seen udp event=failed)" 0
    # Over TCP it is noticed, and may come back too late for the first attempt to make the flow anew.
    is "restart, tcp: the flow was lost" "$(seen tcp event=degraded)" 1
}

down_over_a_refresh() {
    local transport name="down over a refresh"
    down
    for transport in "${transports[@]}"; do
        check "$name, $transport: told, to be retried" wait_until 15 reached "$tmp/$transport.out" $((failed[$transport] + 1)) event=failed \
            class=transport will_retry=true
        is "$name, $transport: degraded" "$(seen "$transport" event=degraded)" $((degraded[$transport] + 1))
    done
    check "$name: Kamailio starts again" run_kamailio kamailio
    back "$name"
    for transport in "${transports[@]}"; do
        is "$name, $transport: recovered before the binding ran out" "$(seen "$transport" event=expired)" 0
    done
}

down_over_the_lifetime() {
    local transport name="down over the lifetime"
    down
    for transport in "${transports[@]}"; do
        check "$name, $transport: expired" wait_until 25 reached "$tmp/$transport.out" 1 event=expired retry_in_s
    done
    check "$name: Kamailio starts again" run_kamailio kamailio
    back "$name"
    for transport in "${transports[@]}"; do
        is "$name, $transport: expired once" "$(seen "$transport" event=expired)" 1
    done
}

removed() {
    local transport
    for transport in "${transports[@]}"; do
        end "${clients[$transport]}"
        is "SIGTERM, $transport: status 0" "$exit_status" 0
    done
    check "SIGTERM: no binding is left" unbound
}

plan $((3 + 1 + 5 + 2 + 4 + 1 + 5 + 2 + 2 + 1 + 5 + 2 + 3))

# Over TCP the loss of the flow has it registered anew before its time, and then out of step with the other.
declare -A lifetimes=([udp]=12 [tcp]=20)
declare -A clients registered challenged failed degraded
check "Kamailio starts" start_kamailio kamailio SHA-256 300 0 0 "$address"
for transport in "${transports[@]}"; do
    register "$transport"
    check "$transport: registered" wait_until 10 reached "$tmp/$transport.out" 1 event=registered
done
restarted_between_refreshes
down_over_a_refresh
down_over_the_lifetime
removed
end "$kamailio"

finish
