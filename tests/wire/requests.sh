#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Requests that a registrar sends to whom has registered: OPTIONS and MESSAGE, from SIPp.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_sipp.sh
. "$here/lib_sipp.sh"

need_sipp
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"

# answered TRANSPORT: SIPp is content if all got the answers that it wants.
answered() {
    start_sipp "requests-$1-uas" requests "$1" || bail_out "SIPp does not start"
    register "requests-$1" --requests 202
    content_sipp "$1" "requests-$1-uas"
    check "$1: the MESSAGE is told" reached "$out" 1 event=request method=MESSAGE body=hello "source=127.0.0.1:$port"
    is "$1: nothing else is" "$(events "$out" event=request)" 1
    is "$1: its answer is in the trace" "$(grep -c '^SIP/2.0 202 ' "$trace")" 1
    end "$client" KILL
}

plan 8

answered udp
answered tcp

finish
