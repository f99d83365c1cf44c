#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Targets by SRV records in network namespaces: the packets to the first vanish at the other end, the second refuses, the third lives.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib_netns.sh
. "$here/lib_netns.sh"
isolate "$@"
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_knot.sh
. "$here/lib_knot.sh"
# shellcheck source=tests/wire/lib_fleet.sh
. "$here/lib_fleet.sh"

need_knot
for tool in ip nsenter nft; do
    have "$tool" || skip_all "$tool is not installed (packages iproute2, util-linux, nftables)"
done
need_sipreg
need_fleet

# ---- two namespaces: 10.0.0.2 [client] - [server] 10.0.0.11, .12, .13 for targets, .53 for the DNS ----

build_network() {
    local number
    make_namespaces client server && join client eth server eth && on client ip addr add 10.0.0.2/24 dev eth || return 1
    for number in 11 12 13 53; do
        on server ip addr add "10.0.0.$number/24" dev eth || return 1
    done
}

# From now on the kernel drops what comes to the first target, and says nothing.
swallow() {
    on server nft -f - <<'RULES'
table ip blackhole {
    chain input {
        type filter hook input priority filter; policy accept;
        ip daddr 10.0.0.11 drop
    }
}
RULES
}

spit_out() {
    on server nft delete table ip blackhole
}

servers() {
    local name number
    for number in 1 2 3; do
        echo "h$number 60 A 10.0.0.1$number"
        for name in udp tcp; do
            echo "_sip._$name 60 SRV ${number}0 0 5060 h$number"
        done
    done
}

knot_in=(nsenter --net=/run/netns/server --)
knot_address=10.0.0.53
dns_port=53
fleet_in=(nsenter --net=/run/netns/client --)

# start_target NAME ADDRESS: a registrar.
start_target() {
    spawn "$1" nsenter --net=/run/netns/server -- "$SIPREG" registrar --listen "udp:$2:5060" --listen "tcp:$2:5060" --open
    wait_until 10 grep -qs '^listening tcp:' "$tmp/$1.out"
}

# dead_ones TRANSPORT MILLISECONDS: the limits are those by default, 4 s for a target and 3.5 s for a connection. The
# bound: one such time, since the second refuses at once, and 2 s for a busy machine.
dead_ones() {
    fleet_uri="sip:sip.test;transport=$1"
    start_fleet "defaults-$1" 3600 4000 10000 60000 60000
    user alice
    check "$1: the third target is found within the limit and 2 s" \
        wait_until 8 reached "$out" 1 event=registered user=alice
    check "$1: neither before the limit nor later" between "$(took alice)" "$2" $(($2 + 2000))
    is "$1: all three were tried, in their order" "$(first_targets alice)" \
        "$1:10.0.0.11:5060 $1:10.0.0.12:5060 $1:10.0.0.13:5060"
    user bob
    check "$1: the next registration takes a second at most" wait_until 2 reached "$out" 1 event=registered user=bob
    check "$1: it has not waited" between "$(took bob)" 0 1000
    is "$1: it does not try the dead ones" "$(first_targets bob)" "$1:10.0.0.13:5060"
    end_fleet
}

# comes_back TRANSPORT: limits and bound as in failover.sh.
comes_back() {
    start_fleet "short-$1" 8 500 500 2000 1000
    for name in alice bob; do
        user "$name"
    done
    check "$1: two are registered at the third" wait_until 5 all_at "$1:10.0.0.13:5060" alice bob
    check "$1: the first lets packets in again" spit_out
    check "$1: both are back at it within 15 s" wait_until 15 all_at "$1:10.0.0.11:5060" alice bob
    is "$1: no binding was lost, no attempt failed" "$(events "$out" event=expired)$(events "$out" event=failed)" 00
    end_fleet
}

plan $((4 + 2 * (1 + 6 + 4)))

check "the network stands" build_network
servers | write_zone
check "knot starts" start_knot
check "the first target is there, behind what drops" start_target first 10.0.0.11
check "the third target lives" start_target third 10.0.0.13
for transport in udp tcp; do
    check "$transport: the first is swallowed" swallow
    dead_ones "$transport" "$([ "$transport" = udp ] && echo 4000 || echo 3500)"
    comes_back "$transport"
done

finish
