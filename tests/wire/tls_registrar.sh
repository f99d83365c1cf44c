#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command's own registrar over TLS.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$here/lib_registrar.sh"
# shellcheck source=tests/wire/lib_tls.sh
. "$here/lib_tls.sh"

need_sipreg
have openssl || skip_all "openssl is not installed"

secret='own-s3cret'
printf '%s\n' "$secret" >"$tmp/password"
chmod 600 "$tmp/password"

make_ca ca
make_paper good DNS:example.com
make_paper other DNS:other.test
cat "$tmp/good.pem" "$tmp/good.key" >"$tmp/both.pem"

# stranger: says something else than TLS, and is let go.
stranger() {
    perl -MIO::Socket::INET -e '
        my $socket = IO::Socket::INET->new("127.0.0.1:$ARGV[0]") or exit 1;
        $SIG{ALRM} = sub { exit 1 };
        alarm 10;
        print $socket "OPTIONS sip:h SIP/2.0\r\n\r\n";
        1 while sysread $socket, my $bytes, 4096;' "$port"
}

plan 12

usage "TLS without a certificate" registrar --listen tls:127.0.0.1:0 --open
usage "key without a certificate" registrar --listen udp:127.0.0.1:0 --open --tls-key "$tmp/good.key"
usage "no such certificate" registrar --listen tls:127.0.0.1:0 --open --tls-cert "$tmp/none.pem"
usage "a certificate without its key" registrar --listen tls:127.0.0.1:0 --open --tls-cert "$tmp/good.pem"
usage "another's key" registrar --listen tls:127.0.0.1:0 --open --tls-cert "$tmp/good.pem" --tls-key "$tmp/other.key"

proto=tls start_registrar tls --tls-cert "$tmp/good.pem" --tls-key "$tmp/good.key"
check "registered" attempt tls example.com --tls-ca "$tmp/ca.pem"
check "bound over TLS" wait_until 5 shows_binding ';transport=tls>'
attempt stranger example.net --tls-ca "$tmp/ca.pem"
is "another domain: refused" "$(value "$out" failed tls_fault)" wrong_name
check "what is not TLS is let go" stranger
check "registered after all that" attempt again example.com --tls-ca "$tmp/ca.pem"
end_registrar
is "the registrar ends with 0" "$registrar_status" 0

proto=tls start_registrar both --tls-cert "$tmp/both.pem"
check "certificate and key in one file" attempt both example.com --tls-ca "$tmp/ca.pem"
end_registrar

finish
