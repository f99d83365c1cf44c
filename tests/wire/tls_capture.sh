#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What somebody who listens can read of a registration over TLS, and what is sent before a server has proved who it is: packets
# captured on a loopback interface of our own.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib_netns.sh
. "$here/lib_netns.sh"
isolate "$@"
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_kamailio.sh
. "$here/lib_kamailio.sh"
# shellcheck source=tests/wire/lib_tls.sh
. "$here/lib_tls.sh"

need_kamailio
for tool in ip dumpcap tshark; do
    have "$tool" || skip_all "$tool is not installed (packages iproute2, wireshark-common, tshark)"
done
need_sipreg
need_tls

password='cap-s3cret'
printf '%s\n' "$password" >"$tmp/password"
chmod 600 "$tmp/password"

# ---- capturing ----

captures() {
    is_gone "$capture" || grep -qs '^File: ' "$tmp/$1-capture.err"
}

# start_capture NAME: of all that passes the loopback interface from now on.
start_capture() {
    spawn "$1-capture" dumpcap -q -i lo -w "$tmp/$1.pcapng"
    capture=$spawned
    wait_until 10 captures "$1"
    ! is_gone "$capture"
}

# packets NAME FILTER FIELD...: of the capture so far, a line for each.
packets() {
    local name=$1 filter=$2 field fields=()
    shift 2
    for field; do
        fields+=(-e "$field")
    done
    tshark -n -r "$tmp/$name.pcapng" -d "tcp.port==$port,tls" -Y "$filter" -T fields "${fields[@]}" 2>/dev/null
}

# Both have said that they end, or one that it has enough.
has_end() {
    [ "$(packets "$1" "tcp.port == $port && tcp.flags.fin == 1" tcp.srcport | sort -u | wc -l)" -eq 2 ] ||
        [ -n "$(packets "$1" "tcp.port == $port && tcp.flags.reset == 1" tcp.srcport)" ]
}

# captured NAME COMMAND...: its status; what it sends and gets is captured up to the end of its connection.
captured() {
    local name=$1 status=0
    shift
    start_capture "$name" || { echo "nothing can be captured: $(cat "$tmp/$name-capture.err")"; return 99; }
    "$@" || status=$?
    wait_until 10 has_end "$name" || { echo "the connection has no end"; status=99; }
    end "$capture" INT
    return "$status"
}

# ---- reading ----

# in_clear NAME WORD...: those of the words, in any case, that are in the packets or over their borders, one a line.
in_clear() {
    local name=$1
    shift
    packets "$name" 'tcp.len > 0' tcp.stream tcp.srcport tcp.payload | perl -e '
        my %said;
        while (<STDIN>) {
            my ($stream, $port, $bytes) = split;
            $said{"$stream $port"} .= lc pack "H*", $bytes =~ tr/://dr;
        }
        for my $word (@ARGV) {
            print "a word is missing\n" if $word eq "";
            print "$word\n" if grep { index($_, lc $word) >= 0 } values %said;
        }' -- "$@"
}

# client_records NAME: types of the TLS records that the client sent; it fails if that is not all that it sent.
client_records() {
    packets "$1" "tcp.dstport == $port && tcp.len > 0" tcp.payload | perl -e '
        my $bytes = join "", map { chomp; pack "H*", tr/://dr } <STDIN>;
        my @seen;
        while ($bytes ne "") {
            length $bytes >= 5 or die "half a record\n";
            my ($type, $version, $length) = unpack "Cnn", $bytes;
            $type >= 20 && $type <= 23 && $version >> 8 == 3 && length $bytes >= 5 + $length or die "no record\n";
            push @seen, $type;
            substr($bytes, 0, 5 + $length) = "";
        }
        print "@seen";'
}

# secrets_of NAME: what of the account must not be read; tags and the Call-ID are those of its trace.
secrets_of() {
    printf '%s\n' alice "$password" REGISTER Authorization "$(sent_header "$tmp/$1.trace" Call-ID)" \
        "$(sent_header "$tmp/$1.trace" From | sed 's/.*tag=//')"
}

# ---- the tests ----

# chosen_version NAME: as the server's hello names it, if it is 1.3 or later.
chosen_version() {
    packets "$1" "tcp.srcport == $port && tls.handshake.type == 2" tls.handshake.extensions.supported_version
}

# secret NAME METHOD VERSION: registered with a good server, and nobody else has learned more than its name. Six tests.
secret() {
    local secrets
    tls_method=$2
    check "$1: Kamailio starts" start_tls "$1" good
    check "$1: registered" captured "$1" attempt "$1" example.com --tls-ca "$tmp/ca.pem" --trace "$tmp/$1.trace"
    is "$1: the version" "$(chosen_version "$1")" "$3"
    is "$1: the name that the server is asked for can be read" "$(in_clear "$1" example.com)" example.com
    mapfile -t secrets < <(secrets_of "$1")
    check "$1: records of application data (23) are seen" grep -qw 23 <(client_records "$1")
    is "$1: nothing else can" "$(in_clear "$1" "${secrets[@]}")" ""
    end "$kamailio"
}

# unproved NAME METHOD VERSION: refused, and no more was sent than a hello (22) and an alert (21). Four tests.
unproved() {
    local status=0
    tls_method=$2
    check "$1: Kamailio starts" start_tls "$1" wrong
    captured "$1" attempt "$1" example.com --tls-ca "$tmp/ca.pem" >"$tmp/captured.out" || status=$?
    is "$1: refused" "$status $(value "$out" failed tls_fault)" "6 wrong_name"
    is "$1: the version" "$(chosen_version "$1")" "$3"
    is "$1: handshake and alert alone" "$(client_records "$1")" '22 21'
    end "$kamailio"
}

register_over_tcp() {
    "$SIPREG" register --aor sip:alice@example.com --registrar "sip:example.com:$port;transport=tcp;maddr=127.0.0.1" \
        --username alice --password-file "$tmp/password" --once --json --trace "$tmp/tcp.trace" >"$tmp/tcp.out"
}

plan 23

ip link set lo up || bail_out "no loopback interface"
make_ca ca
make_paper good DNS:example.com
make_paper wrong DNS:other.test

# The reader finds what is there: all but the password, which a digest hides.
check "TCP: Kamailio starts" start_kamailio tcp SHA-256 300 0 0 127.0.0.1
check "TCP: registered" captured tcp register_over_tcp
mapfile -t secrets < <(secrets_of tcp)
is "TCP: the account can be read" "$(in_clear tcp "${secrets[@]}")" "$(secrets_of tcp | grep -vxF "$password")"
end "$kamailio"

secret tls-1-2 TLSv1.2 ''
secret tls-1-3 TLSv1.2+ 0x0304
unproved wrong-1-2 TLSv1.2 ''
unproved wrong-1-3 TLSv1.2+ 0x0304

finish
