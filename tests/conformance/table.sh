#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The table of the languages that were built, from the logs of their runners: CONFORMANCE="LANGUAGE=LOG ...".

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/../wire/lib.sh"

# The names as they stand in the list, each with the result and the directive that FILTER makes of it.
tap() {
    sed -n 's/^\([a-z_]*\):.*/\1/p' "$here/scenarios.txt" |
        awk "$1"' { print result " " NR " - " $0 more; result = "ok"; more = "" } END { print "1.." NR }'
}

table_of() {
    "$here/table" "$@" >"$tmp/table.out" 2>&1
}

# tells NAME TEXT: fails, and the text is in the output.
tells() {
    local name=$1 text=$2 status=0
    shift 2
    table_of "$@" || status=$?
    if [ "$status" -ne 0 ] && grep -qF -- "$text" "$tmp/table.out"; then
        ok "$name"
    else
        not_ok "$name" "status $status, wanted one and '$text' in: $(tail -n 3 "$tmp/table.out")"
    fi
}

plan 10

tap 'BEGIN { result = "ok" }' >"$tmp/good"
tap 'BEGIN { result = "ok" } NR == 3 { more = " # SKIP no such thing" }' >"$tmp/skipping"
tap 'BEGIN { result = "ok" } NR == 3 { more = " # SKIP" }' >"$tmp/speechless"
tap 'BEGIN { result = "ok" } NR == 3 { result = "not ok" }' >"$tmp/failing"
grep -v ' 3 - ' "$tmp/good" >"$tmp/short"
sed 's/ 3 - .*/ 3 - something_else/' "$tmp/good" >"$tmp/strange"
sed 's/^1\.\..*/1..99/' "$tmp/good" >"$tmp/unkept"
{ head -n 5 "$tmp/good"; echo "Bail out! power failure"; } >"$tmp/bailed"
{ cat "$tmp/failing"; echo "ok 99 - unregister"; } >"$tmp/twice"

check "all passed" table_of a="$tmp/good" b="$tmp/good"
check "a skip passes and its reason is shown" eval 'table_of a="$tmp/good" b="$tmp/skipping" &&
    grep -q "^unregister  *ok  *skip$" "$tmp/table.out" && grep -qx "b: unregister: no such thing" "$tmp/table.out"'
tells "a skip wants a reason" "b: unregister is skipped without a reason" a="$tmp/good" b="$tmp/speechless"
tells "a failure is told" "b: unregister failed" a="$tmp/good" b="$tmp/failing"
tells "one that is missing is told" "b: unregister is missing" a="$tmp/good" b="$tmp/short"
tells "a name that is none of the list is told" 'b: "something_else" is none of the list' a="$tmp/good" b="$tmp/strange"
tells "a runner that bailed out is told" "b: Bail out! power failure" a="$tmp/good" b="$tmp/bailed"
tells "a plan that was not kept is told" "results and planned 99" a="$tmp/good" b="$tmp/unkept"
tells "a failure stays one if told as passed later" FAILED a="$tmp/good" b="$tmp/twice"

# shellcheck disable=SC2086 # the logs, one by one
check "the languages that were built" table_of $CONFORMANCE
diag "$(cat "$tmp/table.out")"

finish
