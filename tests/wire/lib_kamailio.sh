# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # here, tmp, spawned of lib.sh; password of the script
# Kamailio as the registrar of the wire tests: starting it, asking what it has bound. Beside lib.sh.

need_kamailio() {
    have kamailio || skip_all "kamailio is not installed"
    have kamcmd || skip_all "kamcmd is not installed"
}

# need_kamailio_module MODULE PACKAGE
need_kamailio_module() {
    ls /usr/lib/*/kamailio/modules/"$1".so >/dev/null 2>&1 || skip_all "Kamailio has no module $1 ($2)"
}

# Where it speaks TLS, the file that says with what certificate; "": nowhere.
tls_config=

# A file with more of its configuration; "": there is none.
more_config=

# Where it is to run: a command that runs another one, as "nsenter ..." does.
kamailio_in=()

# What kamailio.cfg.in is to have beside, "-A OUTBOUND": flows and STUN; "-A OPEN": any user, unasked.
kamailio_options=()

rpc() {
    kamcmd -s "unix:$ctl" "$@" 2>&1
}

kamailio_up() {
    is_gone "$kamailio" || rpc core.uptime >/dev/null
}

listen_lines() {
    local address
    for address; do
        if [ -n "$tls_config" ]; then
            printf 'listen=tls:%s:%s\\nenable_tls=yes\\nloadmodule "tls.so"\\nmodparam("tls", "config", "%s")\\n' \
                "$address" "$port" "$tls_config"
            continue
        fi
        # The line ends are sed's.
        printf 'listen=udp:%s:%s\\nlisten=tcp:%s:%s\\n' "$address" "$port" "$address" "$port"
    done
}

# configure_kamailio NAME ALGORITHM NONCE_EXPIRE NONCE_COUNT ONE_TIME_NONCE ADDRESS...: at $port, asked at $ctl.
configure_kamailio() {
    local name=$1
    ctl=$tmp/$name.ctl
    sed -e "s|@LISTEN@|$(listen_lines "${@:6}")|" -e "s|@CTL@|$ctl|" -e "s|@PASSWORD@|$password|" \
        -e "s|@ALGORITHM@|$2|" -e "s|@NONCE_EXPIRE@|$3|" -e "s|@NONCE_COUNT@|$4|" -e "s|@ONE_TIME_NONCE@|$5|" \
        "$here/kamailio.cfg.in" >"$tmp/$name.cfg"
    [ -z "$more_config" ] || cat "$more_config" >>"$tmp/$name.cfg"
}

# run_kamailio NAME: as configured; answers with $kamailio.
run_kamailio() {
    mkdir -p "$tmp/$1.run"
    rm -f "$ctl"
    spawn "$1" "${kamailio_in[@]+"${kamailio_in[@]}"}" kamailio -f "$tmp/$1.cfg" "${kamailio_options[@]+"${kamailio_options[@]}"}" -DD -E -m 32 -M 4 \
        -Y "$tmp/$1.run" -w "$tmp/$1.run"
    kamailio=$spawned
    wait_until 20 kamailio_up
    ! is_gone "$kamailio"
}

# start_kamailio NAME ALGORITHM NONCE_EXPIRE NONCE_COUNT ONE_TIME_NONCE ADDRESS...: at a free port; answers with
# $port, $ctl and $kamailio.
start_kamailio() {
    local try
    for try in 1 2 3; do
        port=$(free_port) || return 1
        configure_kamailio "$@" || return 1
        run_kamailio "$1" && return 0
        # The port may have been taken meanwhile: once more with another.
        await_exit "$kamailio" 5
    done
    diag "Kamailio did not start, $try times: $(tail -n 20 "$tmp/$1.err")"
    return 1
}

binding() {
    rpc ul.lookup location alice
}

# field NAME: of the binding as Kamailio tells it.
field() {
    binding | sed -n "s/^[[:space:]]*$1: *//p" | head -n 1
}

# Every Contact URI bound, one a line.
bound_contacts() {
    binding | sed -n 's/^[[:space:]]*Address: *//p'
}

# bound_are URI...: these and no others, in any order.
bound_are() {
    [ "$(bound_contacts | sort)" = "$(printf '%s\n' "$@" | sort)" ]
}

bound() {
    binding | grep -q 'Address: *sip:'
}

unbound() {
    ! bound && rpc ul.lookup location alice | grep -qi 'not found'
}

# ---- one registration ----

# Kamailio's CSeq is beyond the one given.
cseq_beyond() {
    local now
    now=$(field CSeq)
    [ -n "$now" ] && [ "$now" -gt "$1" ]
}

# register NAME HOST TRANSPORT OPTION...: in the background, in $client; JSON in $out, SIP in $trace.
register() {
    local name=$1 host=$2 transport=$3
    shift 3
    out=$tmp/$name.out
    trace=$tmp/$name.trace
    spawn "$name" "$SIPREG" register --aor sip:alice@example.com --registrar "sip:$host:$port;transport=$transport" \
        --username alice --json --trace "$trace" "$@"
    client=$spawned
}

# kept_alive NAME: registered, refreshed, growing at Kamailio, removed on SIGTERM. Five tests.
kept_alive() {
    local name=$1 contact call_id cseq
    if wait_until 10 reached "$out" 1 event=registered; then
        contact=$(field Address) call_id=$(field Call-ID) cseq=$(field CSeq)
        is "$name: Kamailio holds the contact that was told" "$contact" "$(value "$out" registered contact)"
        check "$name: refreshed" wait_until 15 reached "$out" 2 event=registered
        check "$name: CSeq grows at Kamailio" wait_until 5 cseq_beyond "${cseq:-0}"
        is "$name: the Call-ID stays" "$(field Call-ID)" "${call_id:-none}"
    else
        not_ok "$name: Kamailio holds the contact that was told" "$(tail -n 5 "$out" "${out%.out}.err")"
        not_ok "$name: refreshed" "never registered"
        not_ok "$name: CSeq grows at Kamailio" "never registered"
        not_ok "$name: the Call-ID stays" "never registered"
    fi
    removed_on_term "$name"
}

removed_on_term() {
    end "$client"
    if [ "$exit_status" = 0 ] && reached "$out" 1 event=unregistered && unbound; then
        ok "$1: SIGTERM removes the binding, status 0"
    else
        not_ok "$1: SIGTERM removes the binding, status 0" "status $exit_status; $(tail -n 3 "$out"); $(binding)"
    fi
}

replies() {
    rpc tm.stats | sed -n 's/^[[:space:]]*rpl_received: *//p'
}

more_replies() {
    [ "$(replies)" -gt "$1" ]
}

# called URI: Kamailio asks there by OPTIONS, and is answered.
called() {
    local before
    before=$(replies)
    rpc tm.t_uac_start OPTIONS "$1" . . $'From: <sip:probe@example.com>;tag=1\r
To: <sip:alice@example.com>\r
Content-Type: text/plain\r
' 'Are you there?'
    wait_until 4 more_replies "$before"
}

# statistic NAME: as Kamailio tells it.
statistic() {
    rpc stats.get_statistics "$1" | sed -n 's/^.* = //p'
}
