# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034 # port of the scripts
# A client, a masquerading router and a registrar in network namespaces of their own. Beside lib_netns.sh and lib.sh.

need_nat() {
    local tool
    for tool in ip nft conntrack nsenter; do
        have "$tool" || skip_all "$tool is not installed (packages iproute2, nftables, conntrack, util-linux)"
    done
}

# ---- three namespaces: 10.0.0.2 - 10.0.0.1 [router] 203.0.113.1 - 203.0.113.10 ----

port=5060 # of a namespace of its own: nobody else's

build_network() {
    make_namespaces client router registrar && join router inside client eth && join router outside registrar eth &&
        on router ip addr add 10.0.0.1/24 dev inside && on router ip addr add 203.0.113.1/24 dev outside &&
        on client ip addr add 10.0.0.2/24 dev eth && on client ip route add default via 10.0.0.1 &&
        on registrar ip addr add 203.0.113.10/24 dev eth &&
        on router sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
}

# masquerade FIRST LAST: flows begun from now on get public ports of that range; those known are forgotten.
masquerade() {
    on router nft -f - <<RULES && on router conntrack -F
table ip nat
delete table ip nat
table ip nat {
    chain postrouting {
        type nat hook postrouting priority srcnat;
        oifname outside meta l4proto { tcp, udp } masquerade to :$1-$2
    }
    chain forward {
        type filter hook forward priority filter; policy drop;
        iifname inside accept
        iifname outside ct state established accept
    }
}
RULES
}
