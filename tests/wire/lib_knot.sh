# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # tmp, spawned of lib.sh
# A real DNS server. Beside lib.sh.

need_knot() {
    have knotd || skip_all "knotd (package knot) is not installed"
}

knot_up() {
    is_gone "$knot" || listens udp "$dns_port"
}

# start_knot: answers for sip.test by $tmp/knot/sip.test.zone, which need not say who serves it; at $dns_port, kept over restarts.
start_knot() {
    dns_port=${dns_port:-$(free_port)} || return 1
    cat >"$tmp/knot/knot.conf" <<CONF
server:
    rundir: $tmp/knot
    listen: 127.0.0.1@$dns_port
database:
    storage: $tmp/knot
zone:
  - domain: sip.test
    storage: $tmp/knot
    file: sip.test.zone
CONF
    spawn knot knotd -c "$tmp/knot/knot.conf"
    knot=$spawned
    wait_until 10 knot_up && ! is_gone "$knot"
}

# write_zone: what is read, after what every zone has.
write_zone() {
    mkdir -p "$tmp/knot"
    {
        cat <<'ZONE'
$ORIGIN sip.test.
@        60 SOA ns hostmaster 1 60 60 60 60
@        60 NS  ns
ns       60 A   127.0.0.1
ZONE
        cat
    } >"$tmp/knot/sip.test.zone"
}
