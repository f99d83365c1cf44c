#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# A thousand registrations that share one TLS connection, and Kamailio that starts again.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_tls.sh
. "$here/lib_tls.sh"

need_kamailio
need_tls
need_sipreg
[ -x "${CROWD:-}" ] || bail_out "CROWD does not name tests/wire/crowd"
have ss || skip_all "ss is not installed (package iproute2)"

password=unused
count=1000

start_crowd() {
    out=$tmp/crowd.out
    mkfifo "$tmp/crowd.in"
    exec 7<>"$tmp/crowd.in"
    spawn_stdin=$tmp/crowd.in spawn crowd "$CROWD" "sip:example.com:$port;transport=tls;maddr=127.0.0.1" "$tmp/ca.pem" "$count" 7>&-
    crowd=$spawned
}

connections() {
    ss -Htn state established "( dport = :$port )" | wc -l
}

# spans KIND: milliseconds from the first of them to the last one.
spans() {
    value "$out" "all_$1" span_ms
}

plan 13

make_ca ca
make_paper good DNS:example.com
kamailio_options=(-A OPEN)
check "Kamailio starts" start_tls kamailio good
start_crowd
check "a thousand are registered" wait_until 30 reached "$out" 1 event=all_registered
is "Kamailio holds their bindings" "$(statistic location_contacts)" "$count"
is "over one connection" "$(connections)" 1
end "$kamailio"
check "all hear that it is lost" wait_until 5 reached "$out" 1 event=all_degraded
check "within a second" between "$(spans degraded)" 0 1000
check "Kamailio starts again" run_kamailio kamailio 7>&-
# Four seconds of the spread, the rest of a target that was found dead, and a busy machine.
check "all are registered again" wait_until 30 reached "$out" 2 event=all_registered
check "not all at once" between "$(spans registered)" 300 30000
is "Kamailio holds their bindings again" "$(statistic location_contacts)" "$count"
is "over one connection again" "$(connections)" 1
is "no binding ran out" "$(events "$out" event=expired)" 0
exec 7>&-
await_exit "$crowd" 20
is "the crowd ends" "$exit_status" 0
end "$kamailio"

finish
