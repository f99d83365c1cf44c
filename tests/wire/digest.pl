#!/usr/bin/perl
# SPDX-License-Identifier: LGPL-2.1-or-later
# Judges the digest answers that SIPp heard, by computing them anew from RFC 7616 alone.
# Usage: digest.pl MESSAGES USER PASSWORD. One line for each answer of each REGISTER, repeats left out:
#   CSEQ HEADER realm=REALM algorithm=ALGORITHM nonce=NONCE nc=NC right|wrong
# and "CSEQ -" for a REGISTER without any.
use strict;
use warnings;
use Digest::MD5 qw(md5_hex);
use Digest::SHA qw(sha256_hex);

my ($file, $user, $password) = @ARGV;
my %hash = (MD5 => \&md5_hex, 'SHA-256' => \&sha256_hex);

sub parameters {
    my ($text) = @_;
    my %value;
    while ($text =~ /\G[\s,]*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g) {
        die "$file: twice $1 in: $text\n" if exists $value{lc $1};
        $value{lc $1} = $2 // $3;
    }
    return \%value;
}

sub verdict {
    my ($uri, $p) = @_;
    my $h = $hash{$p->{algorithm} // 'MD5'} or return 'wrong';
    return 'wrong' if $p->{username} ne $user || $p->{uri} ne $uri;
    my $ha1 = $h->("$user:$p->{realm}:$password");
    my $ha2 = $h->("REGISTER:$uri");
    my @middle = defined $p->{qop} ? @$p{qw(nonce nc cnonce qop)} : ($p->{nonce});
    return $h->(join ':', $ha1, @middle, $ha2) eq $p->{response} ? 'right' : 'wrong';
}

open my $in, '<', $file or die "$file: $!\n";
my $log = do { local $/; <$in> };
my %seen;
while ($log =~ /message received[^\n]*\n\nREGISTER (\S+) SIP\/2\.0\r\n(.*?)\r\n\r\n/gs) {
    my ($uri, $head) = ($1, $2);
    my ($cseq) = $head =~ /^CSeq: *(\d+)/m or die "$file: no CSeq\n";
    next if $seen{$cseq}++;
    my @answers = $head =~ /^((?:Proxy-)?Authorization: Digest [^\r\n]*)/mg;
    print "$cseq -\n" unless @answers;
    for (@answers) {
        my ($name, $value) = /^(\S+): Digest (.*)/;
        my $p = parameters($value);
        printf "%s %s realm=%s algorithm=%s nonce=%s nc=%s %s\n", $cseq, $name,
            (map { $p->{$_} // '' } qw(realm algorithm nonce nc)), verdict($uri, $p);
    }
}
