# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # tmp, spawned, exit_status of lib.sh; secret of the script,
# which is what the results are for
# The command against its own development registrar: starting both, judging what they printed. Beside lib.sh.

# ---- the registrar ----

registrar_up() {
    is_gone "$registrar" || grep -qs "^listening $proto:" "$tmp/$registrar_name.out"
}

# start_registrar NAME OPTION...: one that knows alice, at $proto (udp unless set) and $listen_port (a free one unless
# set); answers with $port and $registrar.
start_registrar() {
    registrar_name=$1
    proto=${proto:-udp}
    shift
    spawn "$registrar_name" "$SIPREG" registrar --listen "$proto:127.0.0.1:${listen_port:-0}" --user "alice:$secret" \
        --print-bindings-on-exit "$@"
    registrar=$spawned
    wait_until 10 registrar_up
    port=$(sed -n "s/^listening $proto:127\.0\.0\.1:\([0-9]*\)\$/\1/p" "$tmp/$registrar_name.out")
    if [ -z "$port" ]; then
        diag "no registrar: $(cat "$tmp/$registrar_name.err")"
        port=9
    fi
}

# end_registrar: what it printed after being told to is in $last_words.
end_registrar() {
    local before
    before=$(wc -c <"$tmp/$registrar_name.out")
    end "$registrar"
    registrar_status=$exit_status
    last_words=$(tail -c +$((before + 1)) "$tmp/$registrar_name.out")
}

shows_binding() {
    kill -USR1 "$registrar"
    grep -qF "$1" "$tmp/$registrar_name.out"
}

# ---- the command ----

aim() {
    aim_at register
}

# aim_at COMMAND: what it is to be called with, in $args.
aim_at() {
    args=("$1" --aor sip:alice@example.com --registrar "sip:127.0.0.1:$port;transport=${proto:-udp}"
        --username alice --password-file "$tmp/password")
}

# run NAME ARGUMENT...: to its end; $status, $out, $err.
run() {
    out=$tmp/$1.out
    err=$tmp/$1.err
    shift
    timeout 30 "$SIPREG" "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# status_is NAME WANTED
status_is() {
    if [ "$status" = "$2" ]; then
        ok "$1"
    else
        not_ok "$1" "got $status, wanted $2; $(tail -n 5 "$out" "$err")"
    fi
}

launch() {
    out=$tmp/$1.out
    err=$tmp/$1.err
    spawn "$@"
    client=$spawned
}

usage_count=0
# usage NAME ARGUMENT...: refused with a sentence, status 2. It is not given time to do anything else.
usage() {
    local name=$1
    shift
    usage_count=$((usage_count + 1))
    run "usage-$usage_count" "$@"
    if [ "$status" = 2 ] && [ -s "$err" ] && [ ! -s "$out" ]; then
        ok "usage: $name"
    else
        not_ok "usage: $name" "status $status, wanted 2 and a sentence on stderr alone; $(tail -n 3 "$out" "$err")"
    fi
}

# failure NAME STATUS KEY=VALUE...: of a run with --json.
failure() {
    local name=$1
    status_is "$name: status $2" "$2"
    shift 2
    is "$name: told so" "$(events "$out" event=failed "$@")" 1
}
