#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Flows kept open through a NAT that forgets, found dead when the cable is pulled, and several of them by outbound.
# SIPREG_NAT_S=30 has the NAT forget as the real ones do; without it, it takes 3 seconds.

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
need_kamailio_module outbound kamailio-outbound-modules
need_nat
need_sipreg

password='flow-s3cret'
printf '%s\n' "$password" >"$tmp/password"
nat_s=${SIPREG_NAT_S:-3}

forget_after() {
    local name
    for name in udp_timeout udp_timeout_stream; do
        on router sh -c "echo $1 >/proc/sys/net/netfilter/nf_conntrack_$name" || return 1
    done
}

# register NAME TRANSPORT OPTION...: in the background, in $client; JSON in $out, SIP in $trace.
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

told() {
    wait_until "$1" reached "$out" "$2" "${@:3}"
}

# ---- a NAT that forgets ----

# is_known TRANSPORT: to the NAT.
is_known() {
    on router conntrack -L -p "$1" -s 10.0.0.2 2>/dev/null | grep -q .
}

is_forgotten() {
    ! is_known "$1"
}

# count RULE...: packets that pass the router from now on.
count() {
    on router nft -f - <<RULES
table ip count
delete table ip count
table ip count {
    chain passing {
        type filter hook forward priority filter + 1; policy accept;
        $* counter
    }
}
RULES
}

# passed TIMES
passed() {
    local seen
    seen=$(on router nft list chain ip count passing | sed -n 's/.*counter packets \([0-9]*\).*/\1/p')
    [ "${seen:-0}" -ge "$1" ]
}

# reached_by_registrar: where it saw us.
reached_by_registrar() {
    called "$(value "$out" registered contact)"
}

forgotten_without_pings() {
    register left_alone udp --keepalive 0
    check "without pings: registered" told 10 1 event=registered
    check "without pings: the registrar reaches us at first" reached_by_registrar
    check "without pings: the NAT forgets us" wait_until $((nat_s + 10)) is_forgotten udp
    refute "without pings: the registrar does not reach us any more" reached_by_registrar
    end "$client"
}

# kept_open NAME SIZE OPTION...: for three times as long as the NAT remembers, by pings of that size.
kept_open() {
    local name=$1 size=$2
    shift 2
    count iifname inside udp length "$size"
    register "$name" udp --keepalive $((nat_s - 1)) "$@"
    check "$name: registered" told 10 1 event=registered
    check "$name: pinged" wait_until $((4 * nat_s + 10)) passed 4
    check "$name: the registrar reaches us" reached_by_registrar
    is "$name: with one REGISTER and its repetition" "$(requests "$trace")" 2
    is "$name: nothing was lost" "$(events "$out" event=degraded)" 0
    end "$client"
}

# ---- a cable that is pulled ----

pull() {
    on router nft -f - <<'RULES'
table ip cut {
    chain forward {
        type filter hook forward priority filter - 1; policy drop;
    }
}
RULES
}

mend() {
    on router nft delete table ip cut
}

# cut_off NAME: after an answer to a ping; noticed within an interval, the limit and two seconds of a busy machine.
cut_off() {
    local name=$1 began
    count iifname outside ip length 54 # two bytes
    register "$name" tcp --keepalive 1 --pong 2 --retry-base 1 --retry-cap 2 --connect-timeout 1
    check "$name: registered" told 10 1 event=registered
    check "$name: the pings are answered" wait_until 10 passed 1
    pull
    began=$SECONDS
    check "$name: noticed" told 10 1 event=degraded cause
    check "$name: within 5 seconds" [ $((SECONDS - began)) -le 5 ]
    mend
    check "$name: registered again" told 20 2 event=registered
    is "$name: the binding lived on" "$(events "$out" event=expired)" 0
    end "$client"
}

# Our own registrar answers no pings; that nothing is acknowledged tells the kernel.
start_mute() {
    spawn mute nsenter --net=/run/netns/registrar -- "$SIPREG" registrar --listen "tcp:203.0.113.10:$port" --open
    mute=$spawned
    wait_until 10 grep -qs '^listening ' "$tmp/mute.out"
}

cut_off_from_a_mute() {
    check "a registrar that answers no pings" start_mute
    register mute_cut tcp --keepalive 1 --pong 2 --retry-base 1 --retry-cap 2 --connect-timeout 1
    check "mute: registered" told 10 1 event=registered
    refute "mute: its silence alone is no loss" told 4 1 event=degraded
    pull
    check "mute: noticed by the kernel" told 8 1 event=degraded cause
    mend
    check "mute: registered again" told 20 2 event=registered
    end "$client"
    end "$mute"
}

# ---- outbound ----

flows_are() {
    [ "$(binding | sed -n 's/^[[:space:]]*Reg-Id: *//p' | sort | xargs)" = "$1" ]
}

by_outbound() {
    register outbound tcp --instance urn:uuid:00000000-0000-1000-8000-aabbccddeeff --outbound 2 --keepalive 1
    check "outbound: both flows are registered" told 10 1 event=registered flow=2 outbound=true
    check "outbound: Kamailio has one binding of each" flows_are "1 2"
    end "$client"
    check "outbound: both are removed" unbound
    is "outbound: told once" "$(events "$out" event=unregistered)" 1
}

plan $((3 + 4 + 2 * 5 + 6 + 4 + 5 + 1))

check "the network stands" build_network
check "the router masquerades" masquerade 40000 40099
check "it forgets after $nat_s s" forget_after "$nat_s"
kamailio_in=(nsenter --net=/run/netns/registrar --)
kamailio_options=(-A OUTBOUND)
configure_kamailio kamailio SHA-256 300 0 0 203.0.113.10
check "Kamailio starts" run_kamailio kamailio
forgotten_without_pings
kept_open "empty lines" 12
kept_open "STUN" 28 --stun
cut_off "cable"
by_outbound
end "$kamailio"
cut_off_from_a_mute

finish
