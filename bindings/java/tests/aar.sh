#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The archive for Android, made with this machine's tool chain: its parts are as Android wants them, and its classes and module
# work. aar.sh AAR; SIPREG is the command of a build with Java. Run by scripts/android.
aar=$(realpath "${1:?the archive}")
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/wire/lib.sh
. "$source/tests/wire/lib.sh"

plan 18
mkdir "$tmp/aar" && (cd "$tmp/aar" && unzip -q "$aar")
abis=$(cd "$tmp/aar/jni" && echo *)

# every CHECK: of each library, with its file as argument; what it prints is told when it fails.
every() {
    local abi name
    for abi in $abis; do
        for name in "jni/$abi/libsipreg_jni.so" "prefab/modules/sipreg/libs/android.$abi/libsipreg.so"; do
            "$@" "$tmp/aar/$name" || { echo "$name"; return 1; }
        done
    done
}
# Of whatever processor: nm knows those of this machine alone.
exports() { readelf --dyn-syms -W "$1" | awk '$5 == "GLOBAL" && $7 != "UND" && $7 != "ABS" { sub(/@.*/, "", $8); print $8 }'; }

aligned() { readelf -lW "$1" | awk '$1 == "LOAD" { any = 1; if ($NF != "0x4000") bad = 1 } END { exit bad || !any }'; }
wants_little() { ! readelf -d "$1" | grep NEEDED | grep -vE '\[(libc|libm|libdl|libpthread|ld-linux-[a-z0-9-]+)\.so[.0-9]*\]'; }
named() { readelf -d "$1" | grep SONAME | grep -qF "[$(basename "$1")]"; }
no_path_inside() { ! readelf -d "$1" | grep -E 'RPATH|RUNPATH'; }
no_path_of_here() { ! grep -qF "$source" "$1"; }
read_only_text() { ! readelf -d "$1" | grep TEXTREL; }

for file in AndroidManifest.xml R.txt classes.jar proguard.txt META-INF/com/android/build/gradle/aar-metadata.properties; do
    check "it holds $file" test -e "$tmp/aar/$file"
done
is "its permissions" "$(grep -o 'permission\.[A-Z_]*' "$tmp/aar/AndroidManifest.xml" | xargs)" \
    "permission.INTERNET permission.ACCESS_NETWORK_STATE"
check "its segments stand on pages of 16 KB" every aligned
check "its libraries want the C library alone" every wants_little
check "they have their names" every named
check "they look for nothing in folders of their own" every no_path_inside
check "no path of this machine is in them" every no_path_of_here
check "their code is not written to" every read_only_text
foreign() {
    local abi
    for abi in $abis; do
        exports "$tmp/aar/jni/$abi/libsipreg_jni.so" | grep -v '^Java_org_sipreg_SipregNativeJNI_'
        exports "$tmp/aar/prefab/modules/sipreg/libs/android.$abi/libsipreg.so" | grep -v '^sipreg_'
    done
}
is "they export what is to be called, and nothing else" "$(foreign)" ""
all_json() {
    local file
    for file in "$tmp"/aar/prefab/prefab.json "$tmp"/aar/prefab/modules/sipreg/module.json \
        "$tmp"/aar/prefab/modules/sipreg/libs/*/abi.json; do
        perl -MJSON::PP -0777 -ne 'decode_json($_)' "$file" || return 1
    done
}
check "the descriptions for C are JSON" all_json

# What the tests of Java try, with the classes and the module of the archive.
export SIPREG_JAR=$tmp/aar/classes.jar SIPREG_NATIVE=$tmp/aar/jni/x86_64/libsipreg_jni.so
passes() {
    timeout 200 "$here/$1" >"$tmp/passes.out" 2>&1 && grep -q '^1\.\.[1-9]' "$tmp/passes.out" &&
        ! grep -E '^(not ok|Bail out)' "$tmp/passes.out" ||
        { grep -E -A 3 '^(not ok|Bail out)' "$tmp/passes.out" || tail -n 20 "$tmp/passes.out"; return 1; }
}
check "classes: level, Android's API, exports" passes classes.sh
check "the scenarios" passes conformance.sh
check "what is Java's own" passes unit.sh
check "an application that ProGuard has shrunk" passes shrunk.sh

finish
