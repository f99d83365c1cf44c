#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The examples and the program of the Javadoc compile as a user would compile them, and do what they say.
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${SIPREG_AUTH-}" ] || exec "$here/../../../tests/conformance/run" "$0"
# shellcheck source=bindings/java/tests/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib.sh
. "$source/tests/wire/lib.sh"

examples=$source/bindings/java/examples
aor=sip:alice@example.com
plan 14

# compile NAME CLASSPATH SOURCE...
compile() {
    local name=$1 path=$2
    shift 2
    mkdir -p "$tmp/$name" && javac --release 8 -Xlint:all,-options -Werror -encoding UTF-8 -cp "$path" -d "$tmp/$name" "$@"
}

# run_java NAME ARGUMENT...: its output in $tmp/NAME.out, its status in $status
run_java() {
    local name=$1
    shift
    status=0
    timeout 60 "$java" -Xcheck:jni -Dorg.sipreg.native="$native" "$@" >"$tmp/$name.out" 2>&1 </dev/null || status=$?
}

says() {
    grep -qsE "$2" "$tmp/$1.out" || is_gone "$spawned"
}

# ---- the program of the Javadoc ----

mkdir -p "$tmp/hello"
sed -n '/<pre>{@code/,/}<\/pre>/ { s/^ \* \{0,1\}//; /pre>/d; p }' "$source/bindings/java/src/org/sipreg/package-info.java" \
    >"$tmp/hello/Hello.java"
check "the program of the Javadoc compiles" compile hello "$jar" "$tmp/hello/Hello.java"
run_java hello -cp "$jar:$tmp/hello" Hello "$aor" "$SIPREG_AUTH" wonderland
is "it registers and unregisters" "$status $(grep -cE "^(UN)?REGISTERED $aor 200 OK$" "$tmp/hello.out")" "0 2"

# ---- console ----

check "the console example compiles" compile console "$jar" "$examples/console/Register.java"
export SIP_PASSWORD=wonderland
spawn console "$java" -Xcheck:jni -Dorg.sipreg.native="$native" -cp "$jar:$tmp/console" Register "$aor" "$SIPREG_AUTH"
wait_until 20 says console '^registered'
check "it registers" grep -E '^registered as sip:alice@127\.0\.0\.1:[0-9]+ for [0-9]+ s$' "$tmp/console.out"
end "$spawned"
check "it unregisters when it is ended" grep -x unregistered "$tmp/console.out"
is "it says nothing else" "$(cat "$tmp/console.out" "$tmp/console.err" | grep -vE '^(registered|unregistered)')" ""
SIP_PASSWORD=looking-glass run_java wrong -cp "$jar:$tmp/console" Register "$aor" "$SIPREG_AUTH"
is "a wrong password ends it with status 1" "$status $(grep -c '^failed (CREDENTIALS): .*; given up$' "$tmp/wrong.out")" "1 1"
run_java usage -cp "$jar:$tmp/console" Register nonsense "$SIPREG_AUTH"
is "nonsense ends it with status 2" "$status $(cat "$tmp/usage.out")" '2 aor: "nonsense" is not a SIP URI'
run_java none -cp "$jar:$tmp/console" Register
is "so does nothing" "$status $(cat "$tmp/none.out")" '2 usage: java Register AOR REGISTRAR'

# ---- Android ----

mapfile -t stand_ins < <(find "$here/android/android" -name '*.java')
check "stand-ins of Android compile" compile stand-ins "$jar" "${stand_ins[@]}"
check "the service compiles on them" compile service "$jar:$tmp/stand-ins" "$examples"/android/org/example/phone/*.java
check "so does its driver" compile driver "$jar:$tmp/stand-ins:$tmp/service" "$here/android/driver/ServiceTest.java"
for sdk in 21 34; do
    run_java "android-$sdk" -Dstand.in.sdk=$sdk -cp "$jar:$tmp/stand-ins:$tmp/service:$tmp/driver" driver.ServiceTest
    if [ "$status $(grep -c '^ok ' "$tmp/android-$sdk.out")" = "0 6" ]; then
        ok "the service registers, refreshes, moves and unregisters as on API $sdk"
    else
        not_ok "the service registers, refreshes, moves and unregisters as on API $sdk" "$(cat "$tmp/android-$sdk.out")"
    fi
done

finish
