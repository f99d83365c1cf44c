#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The NuGet package, made and used by fresh projects from a folder: framework-dependent, self-contained, as one file, compiled
# ahead of time, and on Mono. Takes minutes, and fetches what the SDK wants from where this machine's NuGet takes packages.
# Run it by "make check-nuget".

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"
# shellcheck source=bindings/csharp/tests/lib_sdk.sh
. "$tests/lib_sdk.sh"

kinds=("framework-dependent" "self-contained" "single file" "ahead of time")
reason=$(why_no_sdk)
if [ -n "$reason" ]; then
    skip "$reason" "the package is made" "${kinds[@]}" "null" "Mono"
    finish_relayed
fi

# What the SDK fetches stays where the user's packages are; ours has a version of its own, and goes at the end.
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES=$cache
package=$version-test$(date +%s)
trap 'rm -rf "$cache/sipreg/$package"; clean_up' EXIT

folder=$tmp/sdk feed=$tmp/feed
analyzed=true stage "$folder" unused
sed -i "s#</PropertyGroup>#  <SipRegPackage>$package</SipRegPackage>\n  </PropertyGroup>#" "$folder/Directory.Build.props"
cat >"$folder/nuget.config" <<EOF
<configuration>
  <packageSources><add key="sipreg-test" value="$feed" /></packageSources>
</configuration>
EOF

# wants FILE: what NuGet did not find, of a log, ours left out.
wants() {
    grep -oE 'error NU1[0-9]{3}: .*' "$1" | grep -v 'package SipReg' |
        sed 's#[a-z]*://[^ ]*#the source#g; s/ \[.*//' | sort -u | head -n 2 | paste -sd ' '
}

if timeout 200 "$sources/pack.sh" "$build" "$feed" "$package" >"$tmp/pack.out" 2>&1 &&
    ! grep -qE 'warning|error' "$tmp/pack.out"; then
    ok "the package is made without a warning"
elif [ -n "$(wants "$tmp/pack.out")" ]; then
    skip "packages are not to be had: $(wants "$tmp/pack.out")" "the package is made" "${kinds[@]}" "null" "Mono"
    finish_relayed
else
    not_ok "the package is made without a warning" "$(tail -n 30 "$tmp/pack.out")"
    finish_relayed
fi

holds() {
    local file=$feed/SipReg.$package.nupkg name
    for name in lib/netstandard2.0/SipReg.dll lib/netstandard2.0/SipReg.xml lib/net8.0/SipReg.dll lib/net8.0/SipReg.xml \
        runtimes/linux-x64/native/libsipreg.so THIRD-PARTY-NOTICES.txt csharp.md; do
        unzip -l "$file" "$name" || return 1
    done
    unzip -q -o "$file" -d "$tmp/package"
    ! grep -rlF -e "$build" -e "$top" "$tmp/package"
}
check "it holds what it should, and no path of this machine" holds
wants_alone() {
    readelf -d "$tmp/package/runtimes/linux-x64/native/libsipreg.so" | sed -n 's/.*(NEEDED).*\[\([a-z-]*\).*/\1/p' | sort | paste -sd ' '
}
is "its library wants the C library alone" "$(wants_alone)" "ld-linux-x libc"

# Another one, as the system's package installs it: that of the package goes first.
only_soname "$tmp/lib"

# used NAME PROGRAM... -- OPTION...: publishes the program of the scenarios with the options, and runs it.
used() {
    local name=$1 run=() out=$tmp/out-$1
    shift
    while [ "$1" != -- ]; do
        run+=("$1")
        shift
    done
    shift
    (cd "$folder/conformance" && timeout --kill-after=5 400 dotnet publish -c Release -o "$out" "$@") >"$tmp/publish.out" 2>&1
    if [ -n "$(wants "$tmp/publish.out")" ]; then
        skip "packages are not to be had: $(wants "$tmp/publish.out")" "$name"
        return
    fi
    check "$name: published without a warning" eval \
        '! grep -E "warning|error" "$tmp/publish.out" && [ -e "$out/Conformance" ] || { tail -n 30 "$tmp/publish.out"; false; }'
    cd "$out" || return
    is "$name: takes the library of the package" "$("${run[@]}" --where)" "$out/libsipreg.so"
    relay "$name" 140 "$top/tests/conformance/run" "${run[@]}"
    relay "$name" 140 "$top/tests/conformance/run" "${run[@]}" --own
    cd "$tmp" || exit
}

used framework-dependent dotnet Conformance.dll -- -r linux-x64 --no-self-contained
used self-contained ./Conformance -- -r linux-x64 --self-contained
used single-file ./Conformance -- -r linux-x64 --self-contained -p:PublishSingleFile=true
used ahead-of-time ./Conformance -- -r linux-x64 -p:PublishAot=true

# Without a runtime named, the host finds it by the package's layout.
portable() {
    (cd "$folder/conformance" && timeout 200 dotnet build -c Release -o "$tmp/portable") >"$tmp/portable.out" 2>&1 || return 1
    [ "$(dotnet "$tmp/portable/Conformance.dll" --where)" = "$tmp/portable/runtimes/linux-x64/native/libsipreg.so" ]
}
check "portable: takes the library of the package" portable

# ---- null ----

contracts() {
    mkdir -p "$folder/nullable"
    cp "$tests"/nullable/* "$folder/nullable"
    (cd "$folder/nullable" && timeout 200 dotnet build --nologo) >"$tmp/null.out" 2>&1
    sed -n 's/.*Contracts\.cs(\([0-9]*\),[0-9]*): warning \(CS86[0-9]*\).*/\1 \2/p' "$tmp/null.out" | sort -u >"$tmp/null.told"
    grep -no 'CS86[0-9]*' "$tests/nullable/Contracts.cs" | tr : ' ' | sort -u | diff "$tmp/null.told" - ||
        { tail "$tmp/null.out"; return 1; }
}
check "null: the compiler warns where it should, and only there" contracts

# ---- Mono ----

on_mono() {
    local place=$tmp/on-mono facade
    facade=$(find /usr/lib/mono -path '*Facades/netstandard.dll' | sort | tail -n 1)
    mkdir -p "$place"
    cp "$tmp/package/lib/netstandard2.0/SipReg.dll" "$sources/SipReg.dll.config" "$place"
    mcs -langversion:7 -warnaserror -out:"$place/Conformance.exe" -r:"$place/SipReg.dll" -r:"$facade" \
        -r:System.Runtime.Serialization -r:System.Xml "$tests"/conformance/*.cs "$tests"/own/*.cs
}
check "Mono: a program compiles with the library for netstandard2.0" on_mono
relay Mono 140 "$top/tests/conformance/run" mono --debug "$tmp/on-mono/Conformance.exe"

finish_relayed
