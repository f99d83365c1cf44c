#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Answers that list the contacts of other devices too, in the forms that headers may take. SIPp plays the registrar.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_sipp.sh
. "$here/lib_sipp.sh"

need_sipp
need_sipreg

printf 'sipp-secret\n' >"$tmp/password"

# only_ours CSEQ EXPIRES: the request has our Contact and no other.
only_ours() {
    local contacts
    contacts=$(contacts_of "$trace" "$1")
    echo "$contacts"
    [ "$contacts" = "<$(value "$out" registered contact)>;expires=$2" ]
}

other_devices() {
    start_sipp contacts-uas contacts udp || diag "no SIPp"
    register contacts --expires 300
    check "other devices: the refresh came" wait_until 15 reached "$out" 2 event=registered
    is "other devices: our lifetime is taken from our Contact" "$(events "$out" event=registered expires=2)" 1
    is "other devices: from a Contact among others in a line, too" "$(events "$out" event=registered expires=3600)" 1
    end "$client"
    is "other devices: status 0" "$exit_status" 0
    check "other devices: the refresh is for our Contact alone" only_ours 2 300
    check "other devices: the removal is of our Contact alone" only_ours 3 0
    content_sipp "other devices" contacts-uas
}

compact() {
    scene "compact and joined headers, $1" compact "$1" 0 --once
    is "compact and joined headers, $1: our lifetime is taken from our Contact" \
        "$(events "$out" event=registered expires=90)" 1
    answers_are "compact and joined headers, $1: the stronger challenge is answered" "compact-$1-uas" "1 -" \
        "$(right 2 "a, b" SHA-256 s,1 00000001)"
}

plan $((7 + 2 * 4))

other_devices
compact udp
compact tcp

finish
