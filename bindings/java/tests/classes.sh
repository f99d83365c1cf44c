#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The jar is what Java 8 and Android 5 (API 21) can load, says who it is, and holds the rule for shrinkers; the module exports
# what Java calls and nothing else.
# shellcheck source=bindings/java/tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/wire/lib.sh
. "$source/tests/wire/lib.sh"

plan 9
later='org/sipreg/SipFutures.*'

judge() {
    "$java" -cp "$tests/platform" platform.Platform "$1" "$here/android-api.txt" 21 "$later"
}

# complains NAME TEXT: of a jar of one class, that in $tmp/Bad.java.
complains() {
    rm -rf "$tmp/bad" && mkdir "$tmp/bad" && javac --release "${release:-8}" -Xlint:-options -d "$tmp/bad" "$tmp/Bad.java" &&
        jar -cf "$tmp/bad.jar" -C "$tmp/bad" .
    if judge "$tmp/bad.jar" >"$tmp/told"; then
        not_ok "$1" "nothing was told"
    else
        check "$1" grep -qF "$2" "$tmp/told"
    fi
}

check "classes of Java 8, and nothing that Android 21 has not" judge "$jar"
echo 'class Bad { String a(String... b) { return String.join(",", b); } }' >"$tmp/Bad.java"
complains "API of later ones is seen" "java/lang/String.join:(Ljava/lang/CharSequence;[Ljava/lang/CharSequence;)Ljava/lang/String; came with API 26"
echo 'class Bad extends java.util.Properties { Object a() { return getOrDefault(1, 2); } }' >"$tmp/Bad.java"
complains "so is what is inherited" "Bad: java/util/Properties.getOrDefault:"
echo 'class Bad { Runnable a() { return () -> { }; } }' >"$tmp/Bad.java"
complains "so are call sites that are linked when they run" "Bad: links call sites when they run"
echo 'class Bad { }' >"$tmp/Bad.java"
release=11 complains "so are later classes" "Bad: class file of level 55"

mkdir "$tmp/jar" && (cd "$tmp/jar" && jar -xf "$jar")
is "it is the module org.sipreg" "$(sed -n 's/\r$//; s/^Automatic-Module-Name: //p' "$tmp/jar/META-INF/MANIFEST.MF")" org.sipreg
check "the rule for shrinkers is in it" cmp "$tmp/jar/META-INF/proguard/sipreg.pro" "$here/../resources/META-INF/proguard/sipreg.pro"
is "public are those classes alone that are meant to be" \
    "$(cd "$tmp/jar" && find . -name '*.class' | sed 's/^\.\///; s/\.class$//' | xargs javap -cp . 2>/dev/null |
        grep -E '^public ' | grep -vcE ' org\.sipreg\.Sip[A-Z]')" 0
is "the module exports what Java calls" "$(nm -D --defined-only "$native" | grep -vc ' T Java_org_sipreg_SipregNativeJNI_')" 0

finish
