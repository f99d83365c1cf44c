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

make_ca ca
make_ca self
make_paper good DNS:example.com
make_paper uri URI:sip:example.com
make_paper wrong DNS:other.test
make_paper wildcard 'DNS:*.example.com'
make_paper alice DNS:alice.test
make_paper first DNS:a.example
make_paper second DNS:b.example
make_past_paper past good

# ---- two names at one address ----

# profile DOMAIN PAPER: the lines of tls.cfg that show it to those who ask for the domain.
profile() {
    printf '[server:any]\nserver_name = %s\nmethod = %s\n' "$1" "$tls_method"
    shown_paper "$2"
}

bound_twice() {
    [ "$(bound_contacts | wc -l)" -eq 2 ]
}

# ---- versions that are too old ----

# What Debian's OpenSSL does not speak of its own accord: told to one process, as in "env ...".
old_openssl=(env "OPENSSL_CONF=$tmp/old.cnf")
printf 'openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nMinProtocol = TLSv1\nCipherString = %s\n' \
    'ALL@SECLEVEL=0' >"$tmp/old.cnf"

# speaks OPTION: what it says of a version, "-tls1_1", is so.
speaks() {
    "${old_openssl[@]}" openssl s_client -connect "127.0.0.1:$port" "$1" </dev/null >"$tmp/s_client.out" 2>&1
}

# too_old NAME VERSION OPTION: three and three tests.
too_old() {
    tls_method=$2
    check "Kamailio starts with $2 alone" start_tls "$1" good 'cipher_list = ALL@SECLEVEL=0'
    check "$2: is spoken" speaks "$3"
    refute "$2: TLS 1.2 is not" speaks -tls1_2
    refused "$2" protocol_version example.com --tls-ca "$tmp/ca.pem"
    check "$2: the cause speaks of the version" grep -q 'version' <(value "$out" failed cause)
    end "$kamailio"
}

plan 53

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

check "Kamailio starts with a certificate for each name" start_tls names wrong "$(profile a.example first)" \
    "$(profile b.example second)"
refused "a name of neither" wrong_name c.example --tls-ca "$tmp/ca.pem"
accepted "the first name" a.example --tls-ca "$tmp/ca.pem" --tls-pin "$(pin_of first)"
accepted "the second name" b.example --tls-ca "$tmp/ca.pem" --tls-pin "$(pin_of second)"
check "both names: bound" bound_twice
attempt "pin of the other" b.example --tls-ca "$tmp/ca.pem" --tls-pin "$(pin_of first)"
is "pin of the other: refused" "$(value "$out" failed tls_fault)" pin_mismatch
end "$kamailio"

kamailio_in=("${old_openssl[@]}")
too_old old-1-0 TLSv1 -tls1
too_old old-1-1 TLSv1.1 -tls1_1

finish
