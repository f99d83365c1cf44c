#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command with names for registrars, asked of a real DNS server: knot.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_knot.sh
. "$here/lib_knot.sh"

need_knot
need_sipreg

printf 'dns-s3cret\n' >"$tmp/password"

# ---- the zone ----

write_zone <<'ZONE'
one      60 A   127.0.0.1
alias    60 CNAME one
six      60 AAAA ::1
two      60 A   127.0.0.1
two      60 A   127.0.0.2
empty    60 TXT "no address"
loop     60 CNAME loop2
loop2    60 CNAME loop
ZONE

# ---- the registrar and the command ----

registrar_up() {
    is_gone "$registrar" || [ "$(grep -c '^listening ' "$tmp/registrar.out")" -eq 2 ]
}

start_registrar() {
    port=$(free_port) || return 1
    local listeners=(--listen "udp:127.0.0.1:$port" --listen "tcp:127.0.0.1:$port")
    ! have_ipv6 || listeners=(--listen "udp:127.0.0.1:$port" --listen "udp:[::1]:$port")
    spawn registrar "$SIPREG" registrar "${listeners[@]}" --user alice:dns-s3cret
    registrar=$spawned
    wait_until 10 registrar_up && ! is_gone "$registrar"
}

# register NAME STATUS HOST OPTION...: once; tests the status. JSON in $out.
register() {
    local name=$1 wanted=$2 host=$3
    shift 3
    out=$tmp/register-$tap_count.out
    timeout 40 "$SIPREG" register --aor sip:alice@sip.test --registrar "sip:$host:$port" --username alice \
        --password-file "$tmp/password" --nameserver "127.0.0.1:$dns_port" --once --json "$@" >"$out" 2>"$out.err"
    is "$name: status $wanted" $? "$wanted"
}

failed_for_dns() {
    is "$1: told as dns" "$(events "$out" event=failed class=dns status=0)" 1
    check "$1: the cause names the host" grep -qF "$2" <<<"$(value "$out" failed cause)"
}

plan $((2 + 3 + 1 + 1 + 3 * 3 + 3))

check "knot starts" start_knot
check "the registrar starts" start_registrar

register "A" 0 one.sip.test
register "CNAME" 0 alias.sip.test
register "name in another case" 0 ONE.Sip.Test
if have_ipv6; then
    register "AAAA" 0 six.sip.test
else
    skip "no IPv6 on loopback" "AAAA: status 0"
fi
# Nobody listens at 127.0.0.2: whatever comes first, the one that answers is found in the same attempt.
register "two addresses, one of them dead" 0 two.sip.test

register "no such name" 5 nobody.sip.test
failed_for_dns "no such name" nobody.sip.test
register "no address" 5 empty.sip.test
failed_for_dns "no address" empty.sip.test
register "aliases in a ring" 5 loop.sip.test
failed_for_dns "aliases in a ring" loop.sip.test

end "$knot"
register "no server" 5 one.sip.test --attempt-timeout 3
failed_for_dns "no server" one.sip.test
end "$registrar"

finish
