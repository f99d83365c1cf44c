# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # tmp, spawned of lib.sh; knot_address, dns_port of lib_knot.sh
# Several users at one endpoint, and what became of them. Beside lib.sh and lib_knot.sh.

# Where its users register, and where it is to run: a command that runs another one, as "nsenter ..." does.
fleet_uri='sip:sip.test;transport=udp'
fleet_in=()

need_fleet() {
    [ -x "${FLEET:-}" ] || bail_out "FLEET does not name tests/wire/fleet"
}

# start_fleet NAME ARGUMENT...: asks $knot_address:$dns_port; what it tells is in $out; users are added by user().
start_fleet() {
    out=$tmp/$1.out
    mkfifo "$tmp/$1.in"
    exec 7<>"$tmp/$1.in"
    spawn_stdin=$tmp/$1.in spawn "$1" "${fleet_in[@]+"${fleet_in[@]}"}" "$FLEET" "$fleet_uri" \
        "$knot_address:$dns_port" "${@:2}"
    fleet=$spawned
}

user() {
    echo "$1" >&7
}

end_fleet() {
    exec 7>&-
    end "$fleet"
}

# took USER: milliseconds from its start to its first registration.
took() {
    perl -MJSON::PP -ne '
        BEGIN { $user = shift }
        my $e = eval { decode_json($_) } or next;
        next if $e->{user} ne $user;
        $begun //= $e->{ms} if $e->{event} eq "started";
        if ($e->{event} eq "registered") { print $e->{ms} - $begun; exit }' "$1" "$out"
}

# first_targets USER: which its first registration tried.
first_targets() {
    perl -MJSON::PP -ne '
        BEGIN { $user = shift }
        my $e = eval { decode_json($_) } or next;
        if ($e->{user} eq $user && $e->{event} eq "registered") { print $e->{targets}; exit }' "$1" "$out"
}

# Whether the last registration of each of the users went to the target.
all_at() {
    local wanted=$1 user
    shift
    for user; do
        perl -MJSON::PP -ne '
            BEGIN { $user = shift; $wanted = shift }
            my $e = eval { decode_json($_) } or next;
            $last = $e->{targets} if $e->{user} eq $user && $e->{event} eq "registered";
            END { exit(!(($last // "") =~ /\Q$wanted\E$/)) }' "$user" "$wanted" "$out" || return 1
    done
}
