#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck disable=SC2154 # what bindings/go/env sets
# The service among the examples: it registers, says goodbye when it is told to end, and gives up where trying again is no use.

here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../..
# shellcheck source=tests/wire/lib.sh
. "$top/tests/wire/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$top/tests/wire/lib_registrar.sh"
# shellcheck source=/dev/null
. bindings/go/env

secret=wonderland
printf '%s\nnot of the password\n' "$secret" >"$tmp/password"
printf 'looking-glass\n' >"$tmp/wrong"

start_service() {
    service_name=$1
    shift
    spawn "$service_name" "$programs/service" -aor sip:alice@example.com -expires 10m "$@"
    service=$spawned
}

says() {
    grep -q -- "$1" "$tmp/$service_name.err"
}

bindings_at_end() {
    end_registrar
    grep -c 'sip:alice@example.com' <<<"$last_words"
}

plan 12

need_sipreg
start_registrar registrar
start_service polite -registrar "sip:127.0.0.1:$port;transport=udp" -password-file "$tmp/password"
check "it registers" wait_until 20 says '^registered sip:alice@example.com as sip:alice@127.0.0.1:[0-9]* for 10m0s$'
check "the registrar has its binding" wait_until 10 shows_binding "sip:alice@127.0.0.1"
end "$service" TERM
is "SIGTERM ends it well" "$exit_status" 0
check "it has unregistered" says '^unregistered$'
is "the registrar has no binding any more" "$(bindings_at_end)" 0

start_registrar again
start_service wrong -registrar "sip:127.0.0.1:$port;transport=udp" -password-file "$tmp/wrong"
await_exit "$service" 20
is "a wrong password ends it" "$exit_status" 1
check "and it says so" says 'register sip:alice@example.com: credentials: 401'
start_service hasty -registrar "sip:127.0.0.1:$port;transport=udp" -password-file "$tmp/password"
wait_until 20 says '^registered '
end_registrar
kill -HUP "$service"
check "it tells of a registrar that is gone" wait_until 20 says 'next attempt in '
end "$service" INT
is "SIGINT ends it, though nobody answers" "$exit_status" 1
refute "nothing was unregistered" says '^unregistered$'

start_service none -registrar nowhere
await_exit "$service" 20
is "bad arguments are refused" "$exit_status" 2
check "by name" says 'registrar'

finish
