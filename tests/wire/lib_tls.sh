# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154 # tls_config for, and tmp of, the others
# Certificates of a CA made on the spot, and Kamailio with them. Beside lib.sh and lib_kamailio.sh.

need_tls() {
    have openssl || skip_all "openssl is not installed"
    need_kamailio_module tls kamailio-tls-modules
}

# make_ca NAME
make_ca() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
        -keyout "$tmp/$1.key" -out "$tmp/$1.pem" 2>/dev/null
}

# make_paper NAME ALT_NAMES: signed by the CA "ca".
make_paper() {
    local name=$1 names=$2
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
        -keyout "$tmp/$name.key" -out "$tmp/$name.csr" 2>/dev/null
    printf 'subjectAltName=%s\n' "$names" >"$tmp/$name.ext"
    openssl x509 -req -in "$tmp/$name.csr" -CA "$tmp/ca.pem" -CAkey "$tmp/ca.key" -CAcreateserial \
        -extfile "$tmp/$name.ext" -out "$tmp/$name.pem" -days 2 2>/dev/null
}

# start_tls NAME PAPER [LINE...]: a registrar over TLS that shows $PAPER; LINEs go into its tls.cfg.
start_tls() {
    local name=$1 paper=$2
    shift 2
    {
        printf '[server:default]\nmethod = TLSv1.2+\nprivate_key = %s\ncertificate = %s\n' \
            "$tmp/$paper.key" "$tmp/$paper.pem"
        [ $# -eq 0 ] || printf '%s\n' "$@"
    } >"$tmp/$name.tls"
    tls_config=$tmp/$name.tls
    start_kamailio "$name" SHA-256 300 0 0 127.0.0.1
}
