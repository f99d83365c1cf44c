#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Registrars, nameservers and hosts at link-local addresses, in network namespaces: reached by their zone, which nobody is told.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib_netns.sh
. "$here/lib_netns.sh"
isolate "$@"
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_knot.sh
. "$here/lib_knot.sh"

need_kamailio
ls /usr/lib/*/kamailio/modules/tls.so >/dev/null 2>&1 || skip_all "Kamailio has no module tls (kamailio-tls-modules)"
need_knot
for tool in ip nsenter tshark sipp openssl; do
    have "$tool" || skip_all "$tool is not installed (packages iproute2, util-linux, tshark, sip-tester, openssl)"
done
need_sipreg

password='links-s3cret'
printf '%s\n' "$password" >"$tmp/password"

# ---- three namespaces, and two links with the same addresses: fe80::2 [client] eth - [server] fe80::1,
# fe80::2 [client] side - [twin] fe80::1; fd00::2 and fd00::1 on the first ----

build_network() {
    make_namespaces client server twin && join client eth server eth && join client side twin eth || return 1
    on client ip addr add fe80::2/64 dev eth nodad && on client ip addr add fe80::2/64 dev side nodad &&
        on client ip addr add fd00::2/64 dev eth nodad && on server ip addr add fd00::1/64 dev eth nodad &&
        on server ip addr add fe80::1/64 dev eth nodad && on twin ip addr add fe80::1/64 dev eth nodad
}

# ---- what goes over the first link ----

capturing() {
    [ -s "$tmp/wire.pcap" ]
}

start_capture() {
    spawn capture nsenter --net=/run/netns/server -- tshark -q -i eth -w "$tmp/wire.pcap" 'port 5060'
    capture=$spawned
    wait_until 20 capturing
}

# Every line of SIP that was captured.
wire_text() {
    tshark -r "$tmp/wire.pcap" -Y sip -V 2>/dev/null | grep -iE 'request-line|via:|contact:|route:|to:|from:|authorization:'
}

zone_on_the_wire() {
    wire_text | grep -E '%|eth|side'
}

# Sofia leaves out what it cannot read: that none is on the wire says little of what was written.
zone_in_a_message() {
    grep -hv '^-- ' "$tmp"/*.trace | grep -E '%|eth|side'
}

# ---- the registrars, and the command ----

# registrar_at NAMESPACE NAME LISTENER...
registrar_at() {
    spawn "$2" nsenter --net="/run/netns/$1" -- "$SIPREG" registrar --open --print-bindings-on-exit \
        --print-counters-on-exit "${@:3}"
    registrar=$spawned
    wait_until 10 grep -qs '^listening ' "$tmp/$2.out"
}

# register NAME URI OPTION...: in the background, in $client; JSON in $out, SIP in $trace.
register() {
    out=$tmp/$1.out
    trace=$tmp/$1.trace
    spawn "$1" nsenter --net=/run/netns/client -- "$SIPREG" register --aor sip:alice@sip.test --registrar "$2" \
        --username alice --password-file "$tmp/password" --json --trace "$trace" "${@:3}"
    client=$spawned
}

# registers NAME URI OPTION...: once, to its end.
registers() {
    register "$@" --once
    await_exit "$client" 20
    cat "$out" "$tmp/$1.err"
    [ "$exit_status" = 0 ]
}

index_of() {
    on client ip -o link show "$1" | cut -d : -f 1
}

contact_is() {
    [[ $(value "$out" registered contact) =~ ^$1$ ]]
}

sees_us_at() {
    [[ $(value "$out" registered public_address) =~ ^$1$ ]]
}

refused_for_want_of_a_zone() {
    ! registers bare 'sip:[fe80::1]:5060' && [ "$exit_status" = 2 ] && grep -q 'needs a zone' "$tmp/bare.err"
}

told_of() {
    [[ $(value "$out" failed cause) == *"$1"* ]]
}

# ---- against Kamailio ----

at_kamailio() {
    check "UDP: registered" registers udp 'sip:[fe80::1%25eth]:5060;transport=udp'
    check "UDP: the Contact has no zone" contact_is 'sip:alice@\[fe80::2\]:[0-9]+'
    check "UDP: Kamailio holds it" bound_are "$(value "$out" registered contact)"
    check "TCP: registered, the zone as people type it" registers tcp 'sip:[fe80::1%eth]:5060;transport=tcp'
    check "TCP: the Contact has no zone" contact_is 'sip:alice@\[fe80::2\]:[0-9]+;transport=tcp'
    check "UDP: registered, the zone as a number" registers number "sip:[fe80::1%25$(index_of eth)]:5060;transport=udp"
    check "bound to an address of the link" registers bound 'sip:[fe80::1%25eth]:5060;transport=udp' \
        --bind '[fe80::2%eth]:5070' --bind '[fd00::2]:5071'
    check "bound: it left from there" contact_is 'sip:alice@\[fe80::2\]:5070'
    rpc ul.rm location alice >"$tmp/rm.out" # it takes four
    register kept 'sip:[fe80::1%25eth]:5060;transport=udp' --expires 4
    check "refreshed" wait_until 15 reached "$out" 2 event=registered
    end "$client"
    is "and removed" "$(events "$out" event=unregistered)" 1
    end "$capture" INT
    check "the wire: Kamailio's name has no zone" grep -qF 'REGISTER sip:[fe80::1]:5060;transport=tcp' <<<"$(wire_text)"
    refute "the wire: nowhere is one" zone_on_the_wire
    refute "no message was written with one" zone_in_a_message
}

at_the_twin() {
    local before
    before=$(bound_contacts)
    check "the twin: registered there" registers twin 'sip:[fe80::1%25side]:5060;transport=udp'
    check "the twin: tells where it saw us" sees_us_at '\[fe80::2\]:[0-9]+'
    is "the twin: the other one has not heard of it" "$(bound_contacts)" "$before"
    end "$registrar"
    check "the twin: holds the binding" grep -qx 'bindings: 1' "$tmp/twin-registrar.out"
}

# SIPp writes its zone into its own Via, so its address is given to it.
start_sipp() {
    sed 's/\[local_ip\]/[bare_ip]/' "$here/sipp/requests.xml" >"$tmp/requests.xml"
    spawn sipp nsenter --net=/run/netns/server -- sipp -sf "$tmp/requests.xml" -key bare_ip '[fe80::1]' -i fe80::1%eth \
        -p 5070 -t u1 -m 1 -nostdin -deadcall_wait 0 -timeout 60s -timeout_error
    sipp=$spawned
    wait_until 10 on server grep -q ':13CE ' /proc/net/udp6
}

# start_secured ALT_NAMES: Kamailio over TLS, with a certificate of its own.
start_secured() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=link \
        -addext "subjectAltName=$1" -keyout "$tmp/secured.key" -out "$tmp/secured.pem" || return 1
    tls_config=$tmp/secured.tls
    printf '%s\n' '[server:default]' 'method = TLSv1.2+' "private_key = $tmp/secured.key" \
        "certificate = $tmp/secured.pem" >"$tls_config"
    configure_kamailio secured SHA-256 300 0 0 '[fe80::1]' && run_kamailio secured
}

asked_from_there() {
    check "requests: SIPp starts" start_sipp
    register requests 'sip:[fe80::1%25eth]:5070;transport=udp' --requests 202
    await_exit "$sipp" 20
    is "requests: SIPp got the answers that it wants" "$exit_status" 0
    check "requests: told with the link" reached "$out" 1 event=request method=MESSAGE 'source=[fe80::1%eth]:5070'
    end "$client"
}

plan $((4 + 13 + 4 + 3 + 3 + 7 + 4 + 5))

check "the network stands" build_network
port=5060
kamailio_in=(nsenter --net=/run/netns/server --)
configure_kamailio kamailio SHA-256 300 0 0 '[fe80::1]'
check "Kamailio starts" run_kamailio kamailio
check "its twin starts" registrar_at twin twin-registrar --listen 'udp:[fe80::1%eth]:5060'
check "the wire is watched" start_capture
at_kamailio
at_the_twin
asked_from_there

# ---- what does not work, and why ----

check "without a zone: refused" refused_for_want_of_a_zone
refute "nobody at the port: not registered" registers nobody 'sip:[fe80::1%25eth]:5999;transport=udp'
check "nobody at the port: refused" told_of 'refused by udp:[fe80::1%eth]:5999'

# ---- names ----

knot_in=(nsenter --net=/run/netns/server --)
knot_address=:: # it takes no zone
dns_port=53
printf '%s\n' 'reg 60 AAAA fd00::1' 'link 60 AAAA fe80::1' | write_zone
check "a DNS server on the link" start_knot
check "and a registrar elsewhere" registrar_at server far-registrar --listen 'udp:[fd00::1]:5062'
check "a nameserver with a zone" registers asked 'sip:reg.sip.test:5062;transport=udp' --nameserver 'fe80::1%eth'
refute "a link-local address of the DNS: not registered" registers nowhere 'sip:link.sip.test;transport=udp' \
    --nameserver 'fe80::1%eth'
check "a link-local address of the DNS: told why" told_of 'a link-local address without a zone leads nowhere'
printf '%s\n' 'nameserver fe80::1%eth' >"$tmp/resolv.conf"
mount --bind "$tmp/resolv.conf" /etc/resolv.conf
check "the system's, with a zone" registers system 'sip:reg.sip.test:5062;transport=udp'
printf '%s\n' 'fe80::1%eth pbx.sip.test' >"$tmp/hosts"
mount --bind "$tmp/hosts" /etc/hosts
check "a host of the hosts file, with a zone" registers host 'sip:pbx.sip.test:5060;transport=udp'
end "$registrar"
end "$knot"

# ---- an interface that comes later ----

register later 'sip:[fe80::1%25late]:5060;transport=udp' --retry-base 1 --retry-cap 1
check "no such interface: told" wait_until 10 reached "$out" 1 event=failed class=transport
check "and which" told_of 'no interface "late"'
on client ip link set side down && on client ip link set side name late && on client ip link set late up
on client ip addr add fe80::2/64 dev late nodad
check "a twin is behind it" registrar_at twin later-registrar --listen 'udp:[fe80::1%eth]:5060'
check "it comes: registered" wait_until 15 reached "$out" 1 event=registered
end "$client"
end "$registrar"
end "$kamailio"

# ---- who is there: a certificate has the address, and no zone ----

port=5061
check "TLS: Kamailio starts" start_secured IP:fe80::1
check "TLS: registered" registers tls 'sip:[fe80::1%25eth]:5061;transport=tls' --tls-ca "$tmp/secured.pem"
end "$kamailio"
check "TLS: another starts in its place" start_secured IP:fe80::2
refute "TLS: not registered" registers wrong 'sip:[fe80::1%25eth]:5061;transport=tls' --tls-ca "$tmp/secured.pem"
is "TLS: told why" "$(value "$out" failed tls_fault)" wrong_name
end "$kamailio"

finish
