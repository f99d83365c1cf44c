# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# What the tests with the .NET SDK share: a folder with projects that the build may write into.

# The tools' own files stay in the test's folder; nothing is asked at first use and nothing is told.
export DOTNET_CLI_HOME=$tmp DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Nothing that builds goes on after it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

build=$(cd "$(dirname "$SIPREG")" && pwd)
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$source/../../include/sipreg/sipreg.h")

# why_no_sdk: empty if there is one.
why_no_sdk() {
    have dotnet || { echo "no dotnet on PATH"; return; }
    framework=net$(dotnet --version 2>/dev/null | cut -d . -f 1).0
    [[ $framework =~ ^net[0-9]+\.0$ ]] || { echo "dotnet has no SDK"; return; }
    [ "${framework//[!0-9]/}" -ge 80 ] || echo "the SDK is older than .NET 8"
}

# stage FOLDER FRAMEWORKS: the library's project for these frameworks and the tests' for that of the SDK.
stage() {
    local folder=$1
    framework=net$(dotnet --version | cut -d . -f 1).0
    mkdir -p "$folder/lib" "$folder/conformance"
    cp -R "$source/SipReg.csproj" "$source/src" "$folder/lib"
    cp "$source"/tests/Conformance.csproj "$source"/tests/conformance/*.cs "$source"/tests/own/*.cs "$folder/conformance"
    cat >"$folder/Directory.Build.props" <<EOF
<Project>
  <PropertyGroup>
    <SipRegVersion>$version</SipRegVersion>
    <SipRegFrameworks>$2</SipRegFrameworks>
    <SipRegTestFramework>$framework</SipRegTestFramework>
    <SipRegGenerated>$build/bindings/csharp/gen</SipRegGenerated>
  </PropertyGroup>
</Project>
EOF
}

# only_soname FOLDER: the library as its package installs it, without the link of the development package.
only_soname() {
    mkdir -p "$1"
    cp "$build/.libs/libsipreg.so.0" "$1"
    export LD_LIBRARY_PATH=$1
}
