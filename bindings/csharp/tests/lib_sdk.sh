# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# What the tests with the .NET SDK share: a folder with projects that the build may write into.

# The tools' own files stay in the test's folder; nothing is asked at first use and nothing is told.
export DOTNET_CLI_HOME=$tmp DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Nothing that builds goes on after it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

version=$(sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$top/include/sipreg/sipreg.h")
framework=

# Why the tests cannot be run, or nothing.
why_no_sdk() {
    have dotnet || { echo "no dotnet on PATH"; return; }
    local sdk
    sdk=$(dotnet --version 2>/dev/null | cut -d . -f 1)
    if ! [[ $sdk =~ ^[0-9]+$ ]]; then
        echo "dotnet has no SDK"
    elif [ "$sdk" -lt 8 ]; then
        echo "the SDK is older than .NET 8"
    fi
}

# stage FOLDER FRAMEWORKS: the library's project for these frameworks, those that use it for that of the SDK.
stage() {
    framework=net$(dotnet --version | cut -d . -f 1).0
    mkdir -p "$1/lib" "$1/conformance" "$1/worker"
    cp -R "$sources/SipReg.csproj" "$sources/src" "$1/lib"
    cp "$tests/Conformance.csproj" "$tests"/conformance/*.cs "$tests"/own/*.cs "$1/conformance"
    cp "$sources"/examples/worker/* "$1/worker"
    chmod -R u+w "$1"
    cat >"$1/Directory.Build.props" <<EOF
<Project>
  <PropertyGroup>
    <SipRegVersion>$version</SipRegVersion>
    <SipRegFrameworks>$2</SipRegFrameworks>
    <SipRegTestFramework>$framework</SipRegTestFramework>
    <SipRegGenerated>$made/gen</SipRegGenerated>
    <IsAotCompatible>${analyzed:-false}</IsAotCompatible>
  </PropertyGroup>
</Project>
EOF
}

# built SECONDS COMMAND...: succeeds without a warning.
built() {
    local limit=$1
    shift
    timeout --kill-after=5 "$limit" "$@" >"$tmp/built.out" 2>&1 && ! grep -E 'warning|error' "$tmp/built.out" ||
        { tail -n 40 "$tmp/built.out"; return 1; }
}
