#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command behind a real NAT: a client, a masquerading router and a registrar in network namespaces of their own.

here=$(cd "$(dirname "$0")" && pwd)

# shellcheck source=tests/wire/lib_netns.sh
. "$here/lib_netns.sh"
isolate "$@"
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_nat.sh
. "$here/lib_nat.sh"

need_kamailio
need_nat
need_sipreg

password='nat-s3cret'
printf '%s\n' "$password" >"$tmp/password"

# ---- the command ----

# register NAME udp|tcp OPTION...: behind the NAT, in the background, in $client; JSON in $out, SIP in $trace.
register() {
    local name=$1 transport=$2
    shift 2
    out=$tmp/$name.out
    trace=$tmp/$name.trace
    spawn "$name" nsenter --net=/run/netns/client -- "$SIPREG" register --aor sip:alice@example.com \
        --registrar "sip:203.0.113.10:$port;transport=$transport" --username alice \
        --password-file "$tmp/password" --json --trace "$trace" "$@"
    client=$spawned
}

# registered_at ADDRESS FIRST LAST: the last registration is told to be at that address and a port of the range.
registered_at() {
    local public
    public=$(value "$out" registered public_address)
    [ "${public%:*}" = "$1" ] && between "${public##*:}" "$2" "$3"
}

# corrected OLD NEW: the last REGISTER has brought the new Contact and taken the old one back.
corrected() {
    local contacts
    contacts=$(contacts_of "$trace" last)
    echo "the last ones: $contacts"
    [ "$(wc -l <<<"$contacts")" -eq 2 ] && grep -q "^<$2>;expires=[1-9]" <<<"$contacts" &&
        grep -qxF "<$1>;expires=0" <<<"$contacts"
}

# tells_one_address NAME: what is told as public address and as contact is where the last registration was seen.
tells_one_address() {
    public=$(value "$out" registered public_address)
    contact=$(value "$out" registered contact)
    is "$1: the public address is told" "$(value "$out" public_address public_address)" "$public"
    is "$1: the Contact is the public address" "$contact" "sip:alice@$public"
}

# ---- against Kamailio ----

behind_nat() {
    register kept udp --expires 6
    check "NAT: registered at a public port" wait_until 10 registered_at 203.0.113.1 40000 40099
    tells_one_address "NAT"
    # The challenge told the public address: the private one is not even bound for a moment.
    check "NAT: the first REGISTER had the private Contact" \
        grep -q '^<sip:alice@10\.0\.0\.2:' <<<"$(contacts_of "$trace" 1)"
    is "NAT: the second one had the public Contact alone" "$(contacts_of "$trace" 2)" "<$contact>;expires=6"
    check "NAT: Kamailio holds the public Contact alone" bound_are "$contact"
}

# rebound NAME ADDRESS FIRST LAST COMMAND...: which makes the NAT give that address and such a port.
rebound() {
    local name=$1 address=$2 first=$3 last=$4 old=$contact before
    shift 4
    before=$(events "$out" event=registered)
    check "$name: done" "$@"
    check "$name: the refresh ends at another public address" wait_until 15 registered_at "$address" "$first" "$last"
    tells_one_address "$name"
    check "$name: one request brought it and took back the old one" corrected "$old" "$contact"
    check "$name: Kamailio holds the new Contact alone" bound_are "$contact"
    is "$name: it took one attempt" "$(events "$out" event=registered)" $((before + 1))
    is "$name: nothing failed" "$(events "$out" event=failed)" 0
}

# As a provider does at night. What was masqueraded as the old address is forgotten with it.
readdress() {
    on router ip addr del 203.0.113.1/24 dev outside && on router ip addr add 203.0.113.2/24 dev outside
}

removed() {
    end "$client"
    is "$1: SIGTERM, status 0" "$exit_status" 0
    check "$1: Kamailio holds nothing" unbound
}

# The router takes the connection for a new one, the registrar knows no such connection and resets it.
forgotten_connection() {
    register connected tcp --expires 6
    check "forgotten connection: registered at a public port" wait_until 10 registered_at 203.0.113.2 41000 41099
    contact=$(value "$out" registered contact)
    check "forgotten connection: Kamailio holds the public Contact alone" bound_are "$contact"
    check "forgotten connection: done" masquerade 42000 42099
    check "forgotten connection: a new one is at another public port" \
        wait_until 15 registered_at 203.0.113.2 42000 42099
    contact=$(value "$out" registered contact)
    check "forgotten connection: Kamailio holds the new Contact alone" bound_are "$contact"
    is "forgotten connection: the binding did not run out" "$(events "$out" event=expired)" 0
    removed "forgotten connection"
}

# ---- against the command's own registrar, which challenges nobody ----

registrar_up() {
    is_gone "$registrar" || grep -qs '^listening ' "$tmp/open.out"
}

start_open_registrar() {
    spawn open nsenter --net=/run/netns/registrar -- "$SIPREG" registrar --listen "udp:203.0.113.10:$port" --open \
        --print-bindings-on-exit
    registrar=$spawned
    wait_until 10 registrar_up && ! is_gone "$registrar"
}

unchallenged() {
    register unchallenged udp --once
    await_exit "$client" 10
    is "NAT, no challenge: status 0" "$exit_status" 0
    contact=$(value "$out" registered contact)
    check "NAT, no challenge: bound privately, then corrected in one request" \
        corrected "$(contacts_of "$trace" 1 | sed -n 's/^<\(sip:alice@10\.0\.0\.2:[0-9]*\)>.*/\1/p')" "$contact"
    end "$registrar"
    check "NAT, no challenge: one binding" grep -qx 'bindings: 1' "$tmp/open.out"
    check "NAT, no challenge: the public one" grep -qF " at <$contact>" "$tmp/open.out"
}

plan $((3 + 6 + 2 * 8 + 2 + 8 + 1 + 4))

check "the network stands" build_network
check "the router masquerades" masquerade 40000 40099
kamailio_in=(nsenter --net=/run/netns/registrar --)
configure_kamailio kamailio SHA-256 300 0 0 203.0.113.10
check "Kamailio starts" run_kamailio kamailio
behind_nat
rebound "forgotten mapping" 203.0.113.1 41000 41099 masquerade 41000 41099
rebound "other address of the router" 203.0.113.2 41000 41099 readdress
removed "NAT"
forgotten_connection
end "$kamailio"
check "an open registrar starts" start_open_registrar
unchallenged

finish
