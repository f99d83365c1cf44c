#!/usr/bin/perl
# SPDX-License-Identifier: LGPL-2.1-or-later
# A UDP peer that answers each request with rubbish, and then, called with "then-ok", with 200.
use strict;
use warnings;
use Socket;

my $then_ok = (shift // '') eq 'then-ok';
$| = 1;
socket(my $s, PF_INET, SOCK_DGRAM, 0) or die "socket: $!";
bind($s, sockaddr_in(0, INADDR_LOOPBACK)) or die "bind: $!";
print "listening udp:127.0.0.1:", (sockaddr_in(getsockname($s)))[0], "\n";

while (my $peer = recv($s, my $request, 65535, 0)) {
    $request =~ /^REGISTER / or next;
    my ($call_id) = $request =~ /^Call-ID: *([^\r]*)/mi;
    my ($cseq)    = $request =~ /^CSeq: *([^\r]*)/mi;
    my ($from)    = $request =~ /^From: *([^\r]*)/mi;
    my ($contact) = $request =~ /^Contact: *([^\r]*)/mi;
    my ($via)     = $request =~ /^Via: *([^\r]*)/mi;
    my $foreign = $via =~ s/branch=[^;\s]+/branch=z9hG4bKforeign/r;
    my $rest = "From: $from\r\nTo: $from\r\nCall-ID: $call_id\r\nCSeq: $cseq\r\nContact: $contact\r\n";
    my @rubbish = (
        '', "\r\n\r\n", "\0", join('', map { chr } 0 .. 255), "\xff" x 9000,
        'SIP/2.0 200', "SIP/2.0 200 OK\r\n", "SIP/2.0 200 OK\r\n\r\n",
        "SIP/2.0 2000 OK\r\nVia: $via\r\n$rest\r\n", "SIP/9.9 200 OK\r\nVia: $via\r\n$rest\r\n",
        "SIP/2.0 200 OK\r\nVia: \r\n$rest\r\n", "SIP/2.0 200 OK\r\nVia: $foreign\r\n$rest\r\n",
        "SIP/2.0 200 OK\r\n${rest}Content-Length: 0\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: $via\r\nCSeq: 4294967296 REGISTER\r\nCall-ID: $call_id\r\n\r\n",
        substr($request, 0, length($request) / 2), 'x' x 3000 . ': ' . 'y' x 30000,
    );
    send($s, $_, 0, $peer) for @rubbish;
    send($s, "SIP/2.0 200 OK\r\nVia: $via\r\n${rest}Content-Length: 0\r\n\r\n", 0, $peer) if $then_ok;
}
