#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The command on the bindings of others and on what comes with ours: query, unregister, further Contacts, offers of the
# registrar, events about either, the explanation; against its own development registrar.

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib_registrar.sh
. "$here/lib_registrar.sh"

need_sipreg

secret='bindings-s3cret'
printf '%s\n' "$secret" >"$tmp/password"
printf 'wrong\n' >"$tmp/wrong"

desk=sip:alice@192.0.2.9:5062
hall=sip:alice@192.0.2.10:5062
urn=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6

# put NAME CONTACT OPTION...: another device's binding.
put() {
    local name=$1 contact=$2
    shift 2
    aim
    run "$name" "${args[@]}" --once --contact "$contact" "$@"
}

# lists FILE EVENT CONTACT...: the last event of the kind has these bindings and no others, in any order.
lists() {
    perl -MJSON::PP -e '
        my ($file, $kind, @wanted) = @ARGV;
        my $last;
        open my $in, "<", $file or exit 1;
        while (<$in>) {
            my $event = decode_json($_);
            $last = $event if $event->{event} eq $kind;
        }
        my @got = sort map { $_->{contact} } @{ $last->{bindings} };
        print "got @got\n";
        exit("@got" ne join(" ", sort @wanted) || $last->{count} != @wanted)' -- "$@"
}

# is_explained FILE OPERATION RULE REQUESTS: one attempt, JSON.
is_explained() {
    perl -MJSON::PP -e '
        my ($file, $operation, $rule, $requests) = @ARGV;
        open my $in, "<", $file or exit 1;
        my $last = decode_json(join "", <$in>)->{attempts}[-1];
        print encode_json($last);
        exit !($last->{operation} eq $operation && $last->{rule} eq $rule && @{ $last->{requests} } == $requests)' -- "$@"
}

queried() {
    start_registrar query-registrar
    aim_at query
    run query-none "${args[@]}"
    status_is "query, no binding: status 0" 0
    is "query, no binding: said so" "$(cat "$out")" "bindings of sip:alice@example.com: 0"

    put query-desk "$desk" --add-contact "<$hall>;q=0.25" --expires 500
    aim_at query
    run query-human "${args[@]}"
    status_is "query: status 0" 0
    is "query: a line for each, after one for all" "$(wc -l <"$out")" 3
    check "query: with its parameters" grep -qE "^ +<$hall>;q=0\.25;expires=(500|49[0-9])\$" "$out"

    run query-json "${args[@]}" --json
    is "query, JSON: one line" "$(wc -l <"$out")" 1
    is "query, JSON: tells what it is" "$(events "$out" event=bindings operation=query count=2)" 1
    check "query, JSON: lists them" lists "$out" bindings "$desk" "$hall"
    end_registrar
    check "query: changed nothing" grep -qF 'bindings: 2' <<<"$last_words"
}

unregistered() {
    start_registrar unregister-registrar
    put unregister-desk "$desk"
    put unregister-hall "$hall"
    put unregister-third sip:alice@192.0.2.11
    aim_at unregister
    run unregister-two "${args[@]}" --contact "$desk" --contact "$hall" --json --trace "$tmp/two.trace"
    status_is "unregister two: status 0" 0
    is "unregister two: told" "$(events "$out" event=bindings operation=remove_binding count=1)" 1
    check "unregister two: what is left" lists "$out" bindings sip:alice@192.0.2.11
    is "unregister two: in one request, and once more with credentials" "$(requests "$tmp/two.trace")" 2

    put unregister-again "$desk"
    aim_at unregister
    run unregister-all "${args[@]}" --all
    status_is "unregister all: status 0" 0
    is "unregister all: nothing is left" "$(cat "$out")" "bindings of sip:alice@example.com: 0"
    end_registrar
    is "unregister all: the registrar holds none" "$last_words" "bindings: 0"
}

failing() {
    local command options
    start_registrar failing-registrar
    for command in query unregister; do
        options=()
        [ "$command" = query ] || options=(--all)
        aim_at "$command"
        run "$command-wrong" "${args[@]:0:${#args[@]}-1}" "$tmp/wrong" "${options[@]+"${options[@]}"}" --json
        failure "$command, wrong password" 3 class=credentials status=401 will_retry=false
    done
    is "unregister, wrong password: says what failed" "$(events "$out" operation=remove_all)" 1
    end_registrar

    port=$(free_port)
    aim_at query
    run query-closed "${args[@]}"
    status_is "query, closed port: status 5" 5
    check "query, closed port: says what failed" grep -q 'failed .* to ask for the bindings: ' "$out"
}

offered() {
    start_registrar offering --service-route 'sip:p1.example.com;lr' --associated-uri tel:+1201 --gruu \
        --push webpush --push-refresh 100 --push-purr purr1
    aim
    run offered "${args[@]}" --once --json --instance "$urn" --supported gruu --push webpush token-1 topic-1 \
        --trace "$tmp/offered.trace"
    status_is "offers: status 0" 0
    check "offers: Service-Route" grep -qF '"service_route":["<sip:p1.example.com;lr>"]' "$out"
    check "offers: P-Associated-URI" grep -qF '"associated_uris":["tel:+1201"]' "$out"
    is "offers: public GRUU" "$(value "$out" registered public_gruu)" "sip:alice@example.com;gr=$urn"
    is "offers: temporary GRUU, push" \
        "$(events "$out" temporary_gruu push_provider=webpush push_refresh_s=100 push_purr=purr1)" 1
    check "offers: the instance was sent" grep -qF ";+sip.instance=\"<$urn>\"" "$tmp/offered.trace"
    check "offers: so was the push" grep -qF ";pn-provider=webpush;pn-param=topic-1;pn-prid=token-1>" "$tmp/offered.trace"

    run offered-human "${args[@]}" --once --instance "$urn" --supported gruu
    check "offers, for humans: told" grep -qF \
        "service route <sip:p1.example.com;lr>, also known as tel:+1201, public GRUU sip:alice@example.com;gr=$urn" "$out"
    end_registrar

    start_registrar offering-nothing
    aim
    run offered-nothing "${args[@]}" --once --json
    is "no offers: none is told" "$(events "$out" service_route public_gruu)" 0
    refute "no offers: not even as null" grep -qE 'service_route|gruu|push' "$out"
    end_registrar
}

further_contacts() {
    start_registrar further-registrar
    aim
    launch further "$SIPREG" "${args[@]}" --json --add-contact "<$desk>;q=0.5" --add-contact "$hall"
    check "further Contacts: registered" wait_until 10 reached "$out" 1 event=registered
    check "further Contacts: both are bound" wait_until 5 shows_binding "$desk>;q=0.5"
    end "$client"
    is "further Contacts: status 0" "$exit_status" 0
    end_registrar
    is "further Contacts: gone with ours" "$last_words" "bindings: 0"
}

others_appear() {
    start_registrar others-registrar --max-expires 4
    aim
    launch others "$SIPREG" "${args[@]}" --json
    check "others appear: registered before" wait_until 10 reached "$out" 1 event=registered
    local ours=$out
    put others-desk "$desk"
    check "others appear: told at a refresh" wait_until 10 reached "$ours" 1 event=foreign count=1
    check "others appear: and who" lists "$ours" foreign "$desk"
    end "$client"
    end_registrar
}

rewritten() {
    start_registrar rewriting --fault ok_without_contact --add-header "m: <sip:alice@198.51.100.7:5060>;expires=600"
    aim
    launch rewritten "$SIPREG" "${args[@]}" --json
    check "rewritten: registered for what is shown for ours" wait_until 10 reached "$out" 1 event=registered expires=600
    is "rewritten: told, with our Contact" \
        "$(events "$out" event=rewritten "contact=$(value "$out" registered contact)")" 1
    end "$client"
    end_registrar
}

downgraded() {
    start_registrar strong --algorithm SHA-256 --max-expires 4
    aim
    launch downgraded "$SIPREG" "${args[@]}" --json --retry-base 1 --retry-cap 1
    local ours=$out
    check "downgrade: registered with SHA-256" wait_until 10 reached "$ours" 1 event=registered
    end_registrar
    listen_port=$port
    start_registrar weak --algorithm MD5 --max-expires 4
    listen_port=
    check "downgrade: told" wait_until 15 reached "$ours" 1 event=downgrade from=SHA-256 to=MD5
    end "$client"

    aim
    run least "${args[@]}" --once --json --least-algorithm SHA-256
    failure "no weaker than SHA-256" 4 class=fatal
    end_registrar
}

patience() {
    start_registrar patience-registrar --fault status --fault-status 403
    aim
    run patience "${args[@]}" --json --retry-class forbidden=1 --max-attempts 2
    failure "forbidden, to be tried twice" 4 class=forbidden will_retry=false attempt=2
    is "forbidden, to be tried twice: the wait is told" \
        "$(events "$out" event=failed will_retry=true attempt=1 retry_in_s)" 1
    end_registrar
}

explained() {
    start_registrar explain-registrar
    aim
    run explain-file "${args[@]}" --once --explain "$tmp/explanation"
    status_is "explanation: status 0" 0
    check "explanation: of both requests, in a file" is_explained "$tmp/explanation" register granted 2
    is "explanation: for the owner's eyes" "$(stat -c %a "$tmp/explanation")" 600
    refute "explanation: no secret" grep -qF "$secret" "$tmp/explanation"
    aim_at query
    run explain-query "${args[@]}" --explain --json
    check "explanation of a query: on stderr" is_explained "$err" query listed 2
    aim_at unregister
    run explain-removal "${args[@]}" --all --explain
    check "explanation of a removal: on stderr" is_explained "$err" remove_all removed 2
    end_registrar
}

plan $((9 + 7 + 7 + 10 + 4 + 3 + 2 + 4 + 3 + 6))

queried
unregistered
failing
offered
further_contacts
others_appear
rewritten
downgraded
patience
explained

finish
