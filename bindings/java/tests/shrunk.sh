#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# An application that was shrunk, optimised and renamed with the rule in the jar works; without the rule it does not.
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${SIPREG_AUTH-}" ] || exec "$here/../../../tests/conformance/run" "$0"
# shellcheck source=bindings/java/tests/lib.sh
. "$here/lib.sh"
# shellcheck source=tests/wire/lib.sh
. "$source/tests/wire/lib.sh"

have proguard || skip_all "ProGuard is not installed (proguard-cli)"
home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
[ -f "$home/lib/ct.sym" ] || skip_all "this JDK has no lib/ct.sym, from which Java 8's classes are taken"
plan 6

# The classes of Java 8 as the JDK keeps them for javac --release 8, for a ProGuard that cannot read those of today.
platform_of_8() {
    mkdir "$tmp/symbols" && (cd "$tmp/symbols" && jar -xf "$home/lib/ct.sym") || return 1
    perl -MFile::Find -MFile::Path=make_path -MFile::Basename -e '
        my ($from, $to) = @ARGV;
        find({no_chdir => 1, wanted => sub {
            return unless m{^\Q$from\E/[^/]*8[^/]*/(?:java\.base/)?((?:java|javax)/.*)\.sig$};
            my $file = "$to/$1.class";
            make_path(dirname $file);
            open my $in, "<:raw", $_ or die "$_: $!"; local $/; my $class = <$in>;
            substr $class, 4, 4, pack "n2", 0, 52;
            open my $out, ">:raw", $file or die "$file: $!"; print $out $class;
        }}, $from)' "$tmp/symbols" "$tmp/platform" && rm -rf "$tmp/symbols"
}

# shrink NAME RULE...
shrink() {
    local name=$1
    shift
    proguard -injars "$tmp/app" -injars "$jar(!META-INF/**)" -outjars "$tmp/$name.jar" -libraryjars "$tmp/platform" \
        -keep 'public class App { public static void main(java.lang.String[]); }' -printmapping "$tmp/$name.map" \
        -ignorewarnings "$@"
}

run_app() {
    status=0
    timeout 60 "$java" -Xcheck:jni -Dorg.sipreg.native="$native" -cp "$1" App "$SIPREG_AUTH" >"$tmp/app.out" 2>&1 || status=$?
    printf '%s %s' "$status" "$(sed 's/^\([0-9]*\) [0-9]\{3,\}$/\1 bytes/' "$tmp/app.out" | tr '\n' ' ')"
}

works='0 example.com REGISTERED false true 1 bytes INVALID '
mkdir "$tmp/app" && javac --release 8 -Xlint:-options -cp "$jar" -d "$tmp/app" "$here/shrunk/App.java"
is "the application works as it is" "$(run_app "$jar:$tmp/app")" "$works"
check "the classes of Java 8 are found" platform_of_8
(cd "$tmp" && jar -xf "$jar" META-INF/proguard/sipreg.pro)
check "it is shrunk by the rule of the jar" shrink small -include "$tmp/META-INF/proguard/sipreg.pro"
check "and renamed" grep -E '^org\.sipreg\.SipEndpoint -> [a-z.]+:$' "$tmp/small.map"
is "and works still" "$(run_app "$tmp/small.jar")" "$works"
shrink bare >"$tmp/bare.out" 2>&1
run_app "$tmp/bare.jar" >/dev/null
is "without the rule it does not" "$(grep -oE 'UnsatisfiedLinkError|NullPointerException' "$tmp/app.out" | head -n 1)" UnsatisfiedLinkError

finish
