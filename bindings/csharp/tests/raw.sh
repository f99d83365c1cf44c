#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The raw layer: that the compiler has seen what SWIG takes the functions for is shown by its being built; here, that each is
# there.

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"

plan 5

entries() {
    sed -n 's/.*EntryPoint="\([^"]*\)".*/\1/p' "$made/gen/SipregNativePINVOKE.cs" | LC_ALL=C sort -u
}

exported() {
    nm -D --defined-only "$build/.libs/libsipreg.so" | sed -n 's/.* T \(sipreg_[a-z0-9_]*\).*/\1/p' | LC_ALL=C sort -u
}

# Those that call back, see sipreg.i.
callbacks='sipreg_endpoint_set_callback
sipreg_endpoint_set_log_callback
sipreg_endpoint_set_trace_callback
sipreg_tls_set_passphrase_callback'

has_all() {
    [ -f "$build/libsipregcsharp.la" ] && [ "$(entries | wc -l)" -ge 200 ]
}

no_delegates() {
    ! grep -lE 'delegate|MonoPInvokeCallback|GetFunctionPointerForDelegate' "$made"/gen/*.cs
}

# Every enumerator has lost what SWIG needs, and has a comment.
clean_enumerators() {
    ! grep -n 'SIPREG_[A-Z]\|__' "$made"/gen/Sip[A-Z]*.cs &&
        ! awk 'FNR == 1 { doc = 1 } /^  [A-Z][A-Za-z0-9]* = / && !doc { print FILENAME ": " $0 } { doc = /\/\/\// }' \
            "$made"/gen/Sip[A-Z]*.cs | grep .
}

check "the raw layer is built and compiled" has_all
is "each entry point is exported" "$(comm -23 <(entries) <(exported))" ""
is "each function that is exported has an entry point, but for those that call back" \
    "$(comm -13 <(entries) <(exported))" "$callbacks"
check "nothing calls back" no_delegates
check "enumerators are named and documented" clean_enumerators

finish
