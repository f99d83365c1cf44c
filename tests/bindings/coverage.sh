#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Whether scripts/header-coverage finds what it should, and whether the bindings that were built reach the whole header:
# BINDINGS="LANGUAGE ...".

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/wire/lib.sh
. "$here/../wire/lib.sh"
top=$here/../..

# put FILE TEXT: in a small source tree.
put() {
    mkdir -p "$(dirname "$tmp/tree/$1")"
    printf '%s\n' "$2" >"$tmp/tree/$1"
}

judge() {
    "$top/scripts/header-coverage" --top "$tmp/tree" java csharp go >"$tmp/told" 2>&1
}

# complains NAME TEXT: it fails, and the text is a line of what it tells.
complains() {
    local status=0
    judge || status=$?
    if [ "$status" = 1 ] && grep -qxF -- "$2" "$tmp/told"; then
        ok "$1"
    else
        not_ok "$1" "status $status, wanted 1 and '$2' in: $(cat "$tmp/told")"
    fi
}

whole_tree() {
    put include/sipreg/sipreg.h 'SIPREG_API sipreg_error_t sipreg_one(void);
SIPREG_API const char *sipreg_two(const char *with,
                                  int a_line_more);
SIPREG_API void sipreg_three(void); /* sipreg_four(void) is none */'
    put bindings/java/src/org/sipreg/A.java 'class A { int a = SipregNative.sipreg_one(), b = SipregNative.sipreg_two(); }'
    put bindings/csharp/src/A.cs 'class A { int a = SipregNative.sipreg_one(); void b() { SipregNative.sipreg_two_pointer(a); } }'
    put bindings/go/a.go 'var a, b = c.Sipreg_one, c.Sipreg_two'
    put bindings/uncovered.txt 'sipreg_three all nobody wants it'
}

# shellcheck disable=SC2206 # the languages, one by one
languages=(${BINDINGS:-})
plan $((9 + ${#languages[@]}))

whole_tree
check "what is not reached and listed is in order" judge
put bindings/go/a.go 'var a = c.Sipreg_one // c.Sipreg_two'
put bindings/go/internal/csipreg/b.go 'var a = c.Sipreg_two'
put bindings/go/a_test.go 'var a = c.Sipreg_two'
complains "a gap: comments, tests and what SWIG writes do not count" "go: sipreg_two is not reached"
put bindings/uncovered.txt 'sipreg_three all nobody wants it
sipreg_two go later'
check "a gap of one language may be listed for it" judge
put bindings/uncovered.txt 'sipreg_three all nobody wants it
sipreg_two all later'
complains "listed for all, it may be reached by none" 'java: sipreg_two is reached, and yet listed for "all"'
whole_tree
put bindings/java/src/org/sipreg/B.java 'class B { int a = SipregNative.sipreg_three(); }'
complains "what is reached may not be listed" 'java: sipreg_three is reached, and yet listed for "all"'
rm "$tmp/tree/bindings/java/src/org/sipreg/B.java"
put bindings/swig/java.i '%inline %{ static void sipreg_of_mine(void) { sipreg_three(); } %}'
complains "what the language adds to the raw layer counts" 'java: sipreg_three is reached, and yet listed for "all"'
rm "$tmp/tree/bindings/swig/java.i"
put bindings/uncovered.txt 'sipreg_three all'
complains "a reason is wanted" "uncovered.txt:1: no FUNCTION LANGUAGE REASON"
put bindings/uncovered.txt 'sipreg_three all nobody wants it
sipreg_four java no such function'
complains "a function that is not in the header" "uncovered.txt:2: sipreg_four is not in the header"
put bindings/uncovered.txt 'sipreg_three all nobody wants it
sipreg_two cobol no such language'
complains "a language that is none" "uncovered.txt:2: cobol is no language"

for language in "${languages[@]+"${languages[@]}"}"; do
    check "$language reaches the header" "$top/scripts/header-coverage" "$language"
done

finish
