# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # tmp, spawned of lib.sh
# A real DNS server. Beside lib.sh.

# Where it listens and is to run: a command that runs another one, as "nsenter ..." does.
knot_address=127.0.0.1
knot_in=()

need_knot() {
    have knotd || skip_all "knotd (package knot) is not installed"
}

knot_up() {
    is_gone "$knot" || grep -qs 'server started' "$tmp/knot.out" "$tmp/knot.err"
}

# start_knot: answers for sip.test by $tmp/knot/sip.test.zone, which need not say who serves it; at $dns_port, kept over restarts.
start_knot() {
    dns_port=${dns_port:-$(free_port)} || return 1
    cat >"$tmp/knot/knot.conf" <<CONF
server:
    rundir: $tmp/knot
    listen: $knot_address@$dns_port
database:
    storage: $tmp/knot
zone:
  - domain: sip.test
    storage: $tmp/knot
    file: sip.test.zone
CONF
    rm -f "$tmp"/knot.{out,err} # of one before
    spawn knot "${knot_in[@]+"${knot_in[@]}"}" knotd -c "$tmp/knot/knot.conf"
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
