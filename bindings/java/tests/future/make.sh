#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# make.sh SipregNative.java OUT: the raw layer of a library of a later day, which is the generated one with other bodies:
# an event's type, state, failure, operation and fault are numbers that nobody knows yet, lists and texts are empty.
set -eu
mkdir -p "$(dirname "$2")"
awk '
    /^  public static / {
        body = $3 == "void" ? "" : "return 0;"
        if ($3 == "String") body = /int number/ ? "return null;" : "return \"\";"
        if (/ sipreg_event_type\(/) body = "return 4711;"
        if (/ sipreg_event_state\(/) body = "return 4712;"
        if (/ sipreg_event_failure\(/) body = "return 4713;"
        if (/ sipreg_event_operation\(/) body = "return 4714;"
        if (/ sipreg_event_tls_fault\(/) body = "return 4715;"
        sub(/ *\{.*/, "")
        print $0 " { " body " }"
        next
    }
    /^(final|package|})/ { print }' "$1" >"$2"
