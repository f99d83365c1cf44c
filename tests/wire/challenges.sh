#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command asked for digests by SIPp in many ways; perl computes what it should have answered.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_sipp.sh
. "$here/lib_sipp.sh"

need_sipp
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"

asked_count=0
# asked NAME CHALLENGE ANOTHER LINE...: registered once; the second REGISTER has these answers. Three tests.
asked() {
    local name=$1 uas challenge=$2 another=$3
    shift 3
    asked_count=$((asked_count + 1))
    uas=asked-$asked_count
    start_sipp "$uas" asked udp -key challenge "$challenge" -key another "$another" || diag "no SIPp"
    register "client-$asked_count" --once
    await_exit "$client" 10
    is "$name: status 0" "$exit_status" 0
    content_sipp "$name" "$uas"
    answers_are "$name: answered as is right" "$uas" "1 -" "$@"
}

# kept NAME SCENARIO COUNT LINE...: registered so many times, then removed; SIPp heard the answers. Five tests.
kept() {
    local name=$1 scenario=$2 count=$3
    shift 3
    start_sipp "$scenario-uas" "$scenario" udp || diag "no SIPp"
    register "$scenario"
    check "$name: registered, $count times" wait_until 15 reached "$out" "$count" event=registered
    end "$client"
    is "$name: status 0" "$exit_status" 0
    is "$name: nothing failed" "$(events "$out" event=failed)" 0
    content_sipp "$name" "$scenario-uas"
    answers_are "$name: answered as is right" "$scenario-uas" "$@"
}

# digest REALM ALGORITHM NONCE: a challenge.
digest() {
    printf 'Digest realm="%s", nonce="%s", algorithm=%s, qop="auth"' "$1" "$3" "$2"
}

www='WWW-Authenticate:'
md5=$(digest example.com MD5 m)
sha256=$(digest example.com SHA-256 s)
sha256_answer=$(right 2 example.com SHA-256 s 00000001)

plan $((6 * 3 + 2 * 3 + 2 * 5))

asked "SHA-256, then MD5" "$www $sha256" "$www $md5" "$sha256_answer"
asked "MD5, then SHA-256" "$www $md5" "$www $sha256" "$sha256_answer"
asked "both in a line, SHA-256 first" "$www $sha256, $md5" "Server: SIPp" "$sha256_answer"
asked "both in a line, MD5 first" "$www $md5,$sha256" "Server: SIPp" "$sha256_answer"
asked "an unknown scheme before them" "$www Bearer realm=\"a, Digest realm=b\", scope=\"c\", $md5" "$www $sha256" \
    "$sha256_answer"
asked "an unknown algorithm before MD5" "$www $(digest example.com SHA3-256 x)" "$www $md5" \
    "$(right 2 example.com MD5 m 00000001)"

asked "two realms of the registrar" "$www $(digest a.example MD5 a)" "$www $(digest b.example SHA-256 b)" \
    "$(right 2 a.example MD5 a 00000001)" "$(right 2 b.example SHA-256 b 00000001)"
asked "registrar and proxy at once" "$www $sha256" "Proxy-Authenticate: $(digest proxy.example MD5 p)" \
    "$sha256_answer" "$(right 2 proxy.example MD5 p 00000001 Proxy-Authorization)"

kept "407, then 401" two_realms 2 "1 -" \
    "$(right 2 proxy.example MD5 p1 00000001 Proxy-Authorization)" \
    "$(right 3 proxy.example MD5 p1 00000002 Proxy-Authorization)" "$(right 3 example.com SHA-256 w1 00000001)" \
    "$(right 4 proxy.example MD5 p1 00000003 Proxy-Authorization)" "$(right 4 example.com SHA-256 w1 00000002)" \
    "$(right 5 proxy.example MD5 p1 00000004 Proxy-Authorization)" "$(right 5 example.com SHA-256 w1 00000003)"
kept "nextnonce" next_nonce 4 "1 -" \
    "$(right 2 example.com MD5 n1 00000001)" \
    "$(right 3 example.com MD5 n2 00000001)" \
    "$(right 4 example.com MD5 n3 00000001)" \
    "$(right 5 example.com MD5 n3 00000002)" \
    "$(right 6 example.com MD5 n3 00000003)"

finish
