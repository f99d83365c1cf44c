#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Targets that are silent, refuse and live, by SRV records of a real DNS server; and that server's own troubles.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_knot.sh
. "$here/lib_knot.sh"
# shellcheck source=tests/wire/lib_fleet.sh
. "$here/lib_fleet.sh"

need_knot
need_sipreg
need_fleet

# ---- the DNS server ----

# write_servers SECONDS "PRIORITY PORT"...: how long the zone holds, and the servers of _sip._udp.
write_servers() {
    local ttl=$1 server
    shift
    {
        echo "host $ttl A 127.0.0.1"
        for server; do
            echo "_sip._udp $ttl SRV ${server% *} 0 ${server#* } host"
        done
    } | write_zone
}

# ---- the targets: each at a port of its own ----

udp() {
    echo "udp:127.0.0.1:$1"
}

# Takes what comes and says nothing, as a firewall that drops.
start_silence() {
    spawn silence perl -MSocket -e '
        socket(my $s, PF_INET, SOCK_DGRAM, 0) or die;
        bind($s, sockaddr_in($ARGV[0], INADDR_LOOPBACK)) or die;
        sleep 1000' "$1"
    silence=$spawned
    wait_until 10 listens udp "$1"
}

# start_target PORT: a registrar; its process in $target.
start_target() {
    spawn "target-$1" "$SIPREG" registrar --listen "udp:127.0.0.1:$1" --open --print-counters-on-exit
    target=$spawned
    wait_until 10 listens udp "$1"
}

# answered_by PORT: the last answer that the command got.
answered_by() {
    grep 'received from' "$tmp/command.trace" | tail -n 1 | grep -qF "$(udp "$1")"
}

plan $((2 + 5 + 4 + 3 + 2 + 3 * 2 + 2))

first=$(free_port) second=$(free_port) third=$(free_port) # the second stays closed
check "a silent target" start_silence "$first"
write_servers 60 "10 $first" "20 $second" "30 $third"
check "knot starts" start_knot
start_target "$third"
last_resort=$target

# Limits as they are by default: 4 s for a target. The bound: one such time, and 2 s for a busy machine.
start_fleet defaults 3600 4000 10000 60000 60000
user alice
check "the third target is found within 4 s and what a busy machine takes" wait_until 6 reached "$out" 1 event=registered user=alice
check "not before the silent one had its time" between "$(took alice)" 4000 6000
is "all three were tried, in their order" "$(first_targets alice)" "$(udp "$first") $(udp "$second") $(udp "$third")"
user bob
check "the next registration takes a second at most" wait_until 1 reached "$out" 1 event=registered user=bob
is "it does not try the dead ones" "$(first_targets bob)" "$(udp "$third")"
end_fleet

# Short limits: bindings of 8 s, refreshed after 4 at most; rests of 2 s at most, a trial of 1 s, and as much again until all go
# back. The bound: a refresh that finds it, the trial and all again, and the next refresh; 10 s, and 5 for a busy machine.
start_fleet short 8 500 500 2000 1000
for name in alice bob carol; do
    user "$name"
done
check "three are registered at the third" wait_until 5 all_at "$(udp "$third")" alice bob carol
end "$silence"
check "the first target returns" start_target "$first"
check "all are back at it within 15 s" wait_until 15 all_at "$(udp "$first")" alice bob carol
is "no binding was lost, no attempt failed" "$(events "$out" event=expired)$(events "$out" event=failed)" 00
end_fleet

# The command, with --health: by default a target rests for 5 s at least, longer than until its first refresh.
end "$target"
start_silence "$first"
echo failover-s3cret >"$tmp/password"
spawn command "$SIPREG" register --aor sip:frank@example.com --registrar 'sip:sip.test;transport=udp' \
    --password-file "$tmp/password" --nameserver "127.0.0.1:$dns_port" --expires 8 --target-timeout 0.5 \
    --health 0.5 2 1 --json --trace "$tmp/command.trace"
command=$spawned
check "the command is registered at the third" wait_until 10 reached "$tmp/command.out" 1 event=registered
end "$silence"
start_target "$first"
check "the command is refreshed" wait_until 10 reached "$tmp/command.out" 2 event=registered
check "and goes back with that, since the first has rested no longer than it is told" answered_by "$first"
end "$command"

# A backup, where the name leads to nobody.
end "$target"
start_fleet backup 3600 500 500 2000 1000 "sip:127.0.0.1:$third"
end "$last_resort"
start_target "$third"
write_servers 1 "10 $first" "20 $second"
end "$knot"
start_knot
user dora
check "the backup serves" wait_until 5 reached "$out" 1 event=registered user=dora
is "after the dead ones" "$(first_targets dora)" "$(udp "$first") $(udp "$second") $(udp "$third")"
end_fleet

# ---- a server that fails: an answer that nobody could give is remembered for 5 s, a retry comes after 2 at most ----

# A zone that cannot be loaded is answered SERVFAIL.
end "$knot"
rm "$tmp/knot/sip.test.zone"
start_knot
start_fleet servfail 3600 500 500 2000 1000
user erin
check "SERVFAIL is a failure of the DNS" wait_until 10 reached "$out" 1 event=failed class=dns
write_servers 1 "10 $third"
kill -HUP "$knot"
check "and is over within 12 s of its end" wait_until 12 reached "$out" 1 event=registered user=erin
end_fleet

# Dead: two tries of a query, 6 s, and then as above.
end "$knot"
start_fleet dead 3600 500 500 2000 1000
user erin
check "no server is a failure of the DNS" wait_until 30 reached "$out" 1 event=failed class=dns
start_knot
check "and is over within 20 s of its return" wait_until 20 reached "$out" 1 event=registered user=erin
end_fleet

# Another one in its place, with other records. What holds for a second is asked for anew; a binding of 8 s is refreshed within 4.
start_fleet replaced 8 500 500 2000 1000
user erin
check "registered by the old records" wait_until 5 all_at "$(udp "$third")" erin
start_target "$first"
write_servers 1 "10 $first"
end "$knot"
start_knot
check "and by the new ones within 10 s" wait_until 10 all_at "$(udp "$first")" erin
end "$knot"
check "without any server a binding lives on" wait_until 20 reached "$out" 6 event=registered user=erin
is "and is never lost" "$(events "$out" event=expired)" 0
end_fleet

finish
