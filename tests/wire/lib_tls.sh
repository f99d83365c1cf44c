# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034,SC2154 # tls_config of lib_kamailio.sh; tmp of lib.sh; port of start_kamailio
# Certificates of a CA made on the spot, Kamailio with them, and the command against it. Beside lib_kamailio.sh.

need_tls() {
    have openssl || skip_all "openssl is not installed"
    need_kamailio_module tls kamailio-tls-modules
}

# ---- papers ----

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

# make_past_paper NAME OF: that of another, but for days that are long gone.
make_past_paper() {
    printf '[ca]\ndefault_ca = x\n[x]\ndatabase = %s\nnew_certs_dir = %s\nrand_serial = yes\ndefault_md = sha256\npolicy = p\n[p]\n%s\n' \
        "$tmp/index" "$tmp" 'commonName = supplied' >"$tmp/ca.cfg"
    : >"$tmp/index"
    openssl ca -batch -config "$tmp/ca.cfg" -cert "$tmp/ca.pem" -keyfile "$tmp/ca.key" -in "$tmp/$2.csr" \
        -startdate 20200101000000Z -enddate 20200102000000Z -extfile "$tmp/$2.ext" -notext -out "$tmp/$1.pem" 2>/dev/null
    cp "$tmp/$2.key" "$tmp/$1.key"
}

# pin_of NAME: of its key.
pin_of() {
    openssl x509 -in "$tmp/$1.pem" -noout -pubkey | openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1
}

# ---- Kamailio ----

tls_method=TLSv1.2+

# shown_paper NAME: the lines of tls.cfg that show it.
shown_paper() {
    printf 'private_key = %s\ncertificate = %s\n' "$tmp/$1.key" "$tmp/$1.pem"
}

# start_tls NAME PAPER [LINE...]: a registrar over TLS that speaks $tls_method and shows $PAPER; LINEs go into its tls.cfg.
start_tls() {
    local name=$1 paper=$2
    shift 2
    {
        printf '[server:default]\nmethod = %s\n' "$tls_method"
        shown_paper "$paper"
        [ $# -eq 0 ] || printf '%s\n' "$@"
    } >"$tmp/$name.tls"
    tls_config=$tmp/$name.tls
    start_kamailio "$name" SHA-256 300 0 0 127.0.0.1
}

# ---- the command ----

# attempt NAME DOMAIN OPTION...: one registration of alice there; JSON in $out, what it exits with is the status.
attempt() {
    local name=$1 domain=$2
    shift 2
    out=$tmp/$name.out
    "$SIPREG" register --aor "sip:alice@$domain" --registrar "sip:$domain:$port;transport=tls;maddr=127.0.0.1" \
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
