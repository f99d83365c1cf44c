#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command on a host whose addresses and nameservers change, in network namespaces of its own.

here=$(cd "$(dirname "$0")" && pwd)

# shellcheck source=tests/wire/lib_inside.sh
. "$here/lib_inside.sh"
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"

for tool in ip nsenter knotd; do
    have "$tool" || skip_all "$tool is not installed (packages iproute2, util-linux, knot)"
done
need_sipreg

printf 'network-s3cret\n' >"$tmp/password"

# ---- two namespaces: 10.0.0.2, fd00::2 [client] - [server] 10.0.0.1, fd00::1, fd00::8, fd00::9 ----

on() {
    nsenter --net="/run/netns/$1" -- "${@:2}"
}

build_network() {
    local name address
    mount -t tmpfs none /run && mkdir /run/netns || return 1
    for name in client server; do
        ip netns add "$name" && on "$name" ip link set lo up || return 1
    done
    on client ip link add eth type veth peer name eth netns server && on client ip link set eth up &&
        on server ip link set eth up && on client ip addr add 10.0.0.2/24 dev eth &&
        on client ip addr add fd00::2/64 dev eth nodad && on server ip addr add 10.0.0.1/24 dev eth || return 1
    for address in 1 8 9; do
        on server ip addr add "fd00::$address/64" dev eth nodad || return 1
    done
}

# ---- two DNS servers that do not agree, and the file that names one of them ----

# start_knot NAME ADDRESS RECORD: in the server's namespace.
start_knot() {
    mkdir -p "$tmp/$1"
    printf '%s\n' "\$ORIGIN sip.test." '@ 1 SOA ns hostmaster 1 60 60 60 1' '@ 1 NS ns' "ns 1 AAAA $2" "${@:3}" \
        >"$tmp/$1/sip.test.zone"
    printf '%s\n' server: "    rundir: $tmp/$1" "    listen: $2@53" database: "    storage: $tmp/$1" zone: \
        '  - domain: sip.test' "    storage: $tmp/$1" '    file: sip.test.zone' >"$tmp/$1/knot.conf"
    spawn "knot-$1" nsenter --net=/run/netns/server -- knotd -c "$tmp/$1/knot.conf"
    knot=$spawned
    wait_until 10 grep -qs 'server started' "$tmp/knot-$1.out" "$tmp/knot-$1.err"
}

ask() {
    echo "nameserver $1" >"$tmp/resolv.conf"
}

take_over_resolv_conf() {
    ask fd00::1
    mount --bind "$tmp/resolv.conf" /etc/resolv.conf
}

# ---- the registrar and the command ----

registrar_up() {
    is_gone "$registrar" || [ "$(grep -c '^listening ' "$tmp/registrar.out")" -eq 3 ]
}

start_registrar() {
    spawn registrar nsenter --net=/run/netns/server -- "$SIPREG" registrar --listen udp:10.0.0.1:5060 \
        --listen 'udp:[fd00::1]:5060' --listen 'udp:[fd00::8]:5060' --open --print-bindings-on-exit
    registrar=$spawned
    wait_until 10 registrar_up && ! is_gone "$registrar"
}

# register NAME OPTION...: in the background, in $client; JSON in $out, SIP in $trace.
register() {
    out=$tmp/$1.out
    trace=$tmp/$1.trace
    spawn "$1" nsenter --net=/run/netns/client -- "$SIPREG" register --aor sip:alice@sip.test \
        --registrar 'sip:reg.sip.test:5060;transport=udp' --username alice --password-file "$tmp/password" --json \
        --family v4-first --trace "$trace" "${@:2}"
    client=$spawned
}

# registered_from COUNT ADDRESS: so often in all, the last time with a Contact there.
registered_from() {
    [ "$(events "$out" event=registered)" = "$1" ] && [[ $(value "$out" registered contact) == *"@$2:"* ]]
}

asked_there() {
    grep -qF 'sent to udp:[fd00::8]:5060' "$trace"
}

# move OLD NEW
move() {
    on client ip addr del "$1/24" dev eth && on client ip addr add "$2/24" dev eth
}

# Each is noticed by itself, and all within the second of quiet that is waited for.
there_and_back() {
    move 10.0.0.2 10.0.0.3 && sleep 0.3 && move 10.0.0.3 10.0.0.2
}

plan 12

check "the network stands" build_network
check "a DNS server starts" start_knot before fd00::1 'reg 1 A 10.0.0.1' 'reg 1 AAAA fd00::1'
check "the system's nameserver is that one" take_over_resolv_conf
check "the registrar starts" start_registrar

register moving
check "registered" wait_until 10 registered_from 1 10.0.0.2
there_and_back
check "away and back within a second: one REGISTER, from where we are" wait_until 10 registered_from 2 10.0.0.2
move 10.0.0.2 10.0.0.4
check "another address: one REGISTER, and none was to come before" wait_until 10 registered_from 3 10.0.0.4
on client ip addr del 10.0.0.4/24 dev eth
check "IPv6 alone: moved over" wait_until 10 registered_from 4 '[fd00::2]'
is "nothing failed" "$(events "$out" event=failed)" 0
end "$client"

register asking --expires 4
wait_until 10 reached "$out" 1 event=registered
end "$knot"
check "another DNS server starts" start_knot after fd00::9 'reg 1 AAAA fd00::8'
ask fd00::9
check "the new nameserver is asked, without a restart" wait_until 15 asked_there
is "the binding lived on" "$(events "$out" event=expired)" 0
end "$client"
end "$registrar"

finish
