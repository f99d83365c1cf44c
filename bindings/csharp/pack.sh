#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes the NuGet package. Usage: pack.sh BUILD-FOLDER OUTPUT-FOLDER [VERSION]
# The target frameworks' reference packages come from wherever this machine's NuGet takes packages.
set -eu

build=$(cd "$1" && pwd)
mkdir -p "$2"
output=$(cd "$2" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=${3:-$(sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$here/../../include/sipreg/sipreg.h")}

# The sources may be read-only, and the SDK writes beside the project.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$here/SipReg.csproj" "$here/src" "$stage"
chmod -R u+w "$stage"
# Links of the page, as they are where the page is seen.
sed 's#](\.\./#](https://github.com/libsipreg/libsipreg/blob/main/#' "$here/../../docs/csharp.md" >"$stage/csharp.md"
dotnet pack "$stage/SipReg.csproj" --nologo -c Release -o "$output" -p:SipRegVersion="$version" \
    -p:SipRegGenerated="$build/bindings/csharp/gen" -p:SipRegNative="$build/bindings/bundled/libsipreg.so" \
    -p:SipRegNotices="$build/bindings/csharp/THIRD-PARTY-NOTICES.txt" -p:SipRegReadme="$stage/csharp.md" \
    ${SIPREG_SNK:+-p:SipRegKey="$SIPREG_SNK"}
