#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command against Kamailio over TLS, with certificates of a CA made on the spot.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_tls.sh
. "$here/lib_tls.sh"

need_kamailio
need_sipreg
need_tls

password='kam-s3cret'
printf '%s\n' "$password" >"$tmp/password"
chmod 600 "$tmp/password"

# ---- papers ----

# make_past_paper NAME OF: that of another, but for days that are long gone.
make_past_paper() {
    printf '[ca]\ndefault_ca = x\n[x]\ndatabase = %s\nnew_certs_dir = %s\nrand_serial = yes\ndefault_md = sha256\npolicy = p\n[p]\n%s\n' \
        "$tmp/index" "$tmp" 'commonName = supplied' >"$tmp/ca.cfg"
    : >"$tmp/index"
    openssl ca -batch -config "$tmp/ca.cfg" -cert "$tmp/ca.pem" -keyfile "$tmp/ca.key" -in "$tmp/$2.csr" \
        -startdate 20200101000000Z -enddate 20200102000000Z -extfile "$tmp/$2.ext" -notext -out "$tmp/$1.pem" 2>/dev/null
    cp "$tmp/$2.key" "$tmp/$1.key"
}

make_ca ca
make_ca self
make_paper good DNS:example.com
make_paper uri URI:sip:example.com
make_paper wrong DNS:other.test
make_paper wildcard 'DNS:*.example.com'
make_paper alice DNS:alice.test
make_past_paper past good

# ---- Kamailio ----

# attempt NAME DOMAIN OPTION...: one registration; JSON in $out, what it exits with is the status.
attempt() {
    local name=$1 domain=$2
    shift 2
    out=$tmp/$name.out
    "$SIPREG" register --aor "sip:alice@example.com" --registrar "sip:$domain:$port;transport=tls;maddr=127.0.0.1" \
        --username alice --password-file "$tmp/password" --once --json "$@" >"$out" 2>"$tmp/$name.err"
}

# accepted NAME DOMAIN OPTION...
accepted() {
    check "$1: registered" attempt "$@"
}

# refused NAME FAULT DOMAIN OPTION...: exits with 6, tells the reason, and Kamailio was asked for nothing.
refused() {
    local name=$1 fault=$2 status=0
    shift 2
    attempt "$name" "$@" || status=$?
    is "$name: exit status" "$status" 6
    is "$name: reason" "$(value "$out" failed tls_fault)" "$fault"
    check "$name: nothing is bound" unbound
}

plan 31

check "Kamailio starts with a good certificate" start_tls good good
accepted "good" example.com --tls-ca "$tmp/ca.pem"
check "good: bound over TLS" grep -q ';transport=tls$' <(bound_contacts)
check "good: removed" "$SIPREG" unregister --aor sip:alice@example.com \
    --registrar "sip:example.com:$port;transport=tls;maddr=127.0.0.1" --username alice \
    --password-file "$tmp/password" --contact "$(bound_contacts | head -n 1)" --tls-ca "$tmp/ca.pem"
refused "another domain" wrong_name example.net --tls-ca "$tmp/ca.pem"
refused "another CA" unknown_ca example.com --tls-ca "$tmp/self.pem"
end "$kamailio"

check "Kamailio starts with a certificate of the past" start_tls past past
refused "expired" expired example.com --tls-ca "$tmp/ca.pem"
end "$kamailio"

check "Kamailio starts with a SIP URI in its certificate" start_tls uri uri
accepted "SIP URI" example.com --tls-ca "$tmp/ca.pem"
end "$kamailio"

check "Kamailio starts with a wildcard" start_tls wildcard wildcard
refused "wildcard" wrong_name sip.example.com --tls-ca "$tmp/ca.pem"
accepted "wildcard, allowed" sip.example.com --tls-ca "$tmp/ca.pem" --tls-allow-wildcard
end "$kamailio"

check "Kamailio starts with a certificate of its own" start_tls self self
refused "self-signed" self_signed example.com --tls-ca "$tmp/ca.pem"
accepted "not verified" example.com --tls-no-verify
end "$kamailio"

check "Kamailio starts and wants client certificates" start_tls mutual good 'verify_certificate = yes' \
    'require_certificate = yes' "ca_list = $tmp/ca.pem"
refused "no client certificate" certificate_required example.com --tls-ca "$tmp/ca.pem"
accepted "client certificate" example.com --tls-ca "$tmp/ca.pem" --tls-cert "$tmp/alice.pem" --tls-key "$tmp/alice.key"
end "$kamailio"

finish
