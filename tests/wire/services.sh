#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A domain for a registrar: NAPTR and SRV records (RFC 3263), asked of a real DNS server: knot.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_knot.sh
. "$here/lib_knot.sh"

need_knot
need_sipreg

printf 'services-s3cret\n' >"$tmp/password"

registrar_up() {
    is_gone "$registrar" || [ "$(grep -c '^listening ' "$tmp/registrar.out")" -eq 3 ]
}

start_registrar() {
    port=$(free_port) && other_port=$(free_port) || return 1
    spawn registrar "$SIPREG" registrar --listen "udp:127.0.0.1:$port" --listen "tcp:127.0.0.1:$port" \
        --listen "udp:127.0.0.1:$other_port" --user alice:services-s3cret
    registrar=$spawned
    wait_until 10 registrar_up && ! is_gone "$registrar"
}

many_records() {
    local i
    for i in $(seq 1 1200); do
        echo "_sip._udp.many 60 SRV 10 $i $port one"
    done
}

write_services() {
    dead_port=$(free_port) || return 1
    write_zone <<ZONE
one                60 A     127.0.0.1
naptr              60 NAPTR 10 10 "s" "SIP+D2T" "" _sip._tcp.naptr
naptr              60 NAPTR 20 10 "s" "SIP+D2U" "" _sip._udp.naptr
_sip._tcp.naptr    60 SRV   10 0 $port one
_sip._udp.naptr    60 SRV   10 0 $port one
elsewhere          60 NAPTR 10 10 "s" "SIP+D2U" "" _servers.naptr
_servers.naptr     60 SRV   10 0 $other_port one
both               60 A     127.0.0.9
_sip._udp.both     60 SRV   10 0 $port one
_sip._tcp.both     60 SRV   10 0 $port one
order              60 A     127.0.0.9
_sip._udp.order    60 SRV   30 0 $other_port one
_sip._udp.order    60 SRV   10 0 $dead_port one
_sip._udp.order    60 SRV   20 0 $port one
_sip._udp.none     60 SRV   0 0 0 .
_sip._udp.alias    60 CNAME _sip._udp.both
$(many_records)
ZONE
}

# register NAME STATUS URI OPTION...: once; tests the status. JSON in $out.
register() {
    local name=$1 wanted=$2 uri=$3
    shift 3
    out=$tmp/register-$tap_count.out
    timeout 40 "$SIPREG" register --aor sip:alice@sip.test --registrar "sip:$uri" --password-file "$tmp/password" \
        --nameserver "127.0.0.1:$dns_port" --once --json --explain "$tmp/explain" "$@" >"$out" 2>"$out.err"
    is "$name: status $wanted" $? "$wanted"
}

# went_to NAME TARGET...: that of each request, repeats told once.
went_to() {
    is "$1: went to ${*:2}" "$(grep -oE '"target":"[^"]*"' "$tmp/explain" | cut -d'"' -f4 | uniq | xargs)" "${*:2}"
}

keeps_registered() {
    reached "$tmp/kept.out" "$1" event=registered
}

plan $((3 + 8 * 2 + 2 + 2))

check "the registrar starts" start_registrar
check "the zone is written" write_services
check "knot starts" start_knot

register "NAPTR prefers TCP" 0 naptr.sip.test
went_to "NAPTR prefers TCP" "tcp:127.0.0.1:$port"
register "NAPTR leads elsewhere" 0 elsewhere.sip.test
went_to "NAPTR leads elsewhere" "udp:127.0.0.1:$other_port"
register "the URI wants UDP" 0 "naptr.sip.test;transport=udp"
went_to "the URI wants UDP" "udp:127.0.0.1:$port"
register "the URI names a port" 0 "one.sip.test:$port"
went_to "the URI names a port" "udp:127.0.0.1:$port"
register "SRV alone" 0 both.sip.test
went_to "SRV alone" "udp:127.0.0.1:$port"
register "SRV behind an alias" 0 alias.sip.test
went_to "SRV behind an alias" "udp:127.0.0.1:$port"
register "priorities, the first one dead" 0 order.sip.test
went_to "priorities, the first one dead" "udp:127.0.0.1:$dead_port" "udp:127.0.0.1:$port"
register "twelve hundred records" 0 many.sip.test
went_to "twelve hundred records" "udp:127.0.0.1:$port"

register "no such service" 5 none.sip.test
check "no such service: the cause says so" grep -qF "none.sip.test says that it has no such service" \
    <<<"$(value "$out" failed cause)"

# While its time to live runs, what is known is not asked for again: nobody is there to be asked.
spawn kept "$SIPREG" register --aor sip:alice@sip.test --registrar sip:both.sip.test --password-file "$tmp/password" \
    --nameserver "127.0.0.1:$dns_port" --expires 4 --json
kept=$spawned
check "kept: registered" wait_until 10 keeps_registered 1
end "$knot"
seen=$(events "$tmp/kept.out" event=registered)
check "kept: refreshed without the DNS" wait_until 10 keeps_registered $((seen + 1))
end "$kept"
end "$registrar"

finish
