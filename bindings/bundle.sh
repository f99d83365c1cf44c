#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Links a shared library that wants the system's C library alone: what libsipreg is made of is inside. For NuGet and Android.
# Usage: CXX=... LDFLAGS=... bundle.sh OUTPUT VERSION-SCRIPT CONVENIENCE-LIBRARY... OBJECT.lo...
set -eu

output=$1 map=$2
shift 2
static=(sofia-sip-ua ssl crypto sodium cares)

# place/x.lo is what libtool calls place/.libs/x.o, and x.la place/.libs/x.a
inputs=()
for input; do
    folder=$(dirname "$input") name=$(basename "$input")
    case $name in
    *.lo) inputs+=("$folder/.libs/${name%.lo}.o") ;;
    *.la) inputs+=("$folder/.libs/${name%.la}.a") ;;
    esac
done

archives=()
for name in "${static[@]}"; do
    archives+=("-l:lib$name.a")
done

mkdir -p "$(dirname "$output")"
# shellcheck disable=SC2086 # CXX and LDFLAGS are words
${CXX:-c++} -shared -o "$output.tmp" ${LDFLAGS:-} -Wl,-soname,"$(basename "$output")" -Wl,--version-script="$map" \
    -Wl,-Bsymbolic -Wl,-z,defs -Wl,-z,nodelete -Wl,-z,relro -Wl,-z,now -Wl,-s -Wl,--gc-sections \
    -static-libstdc++ -static-libgcc "${inputs[@]}" "${archives[@]}" -ldl -pthread

others=$("${READELF:-readelf}" -d "$output.tmp" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
    grep -vE '^(libc|libm|libdl|libpthread|ld-linux-[a-z0-9-]+)\.so' || true)
[ -z "$others" ] || { echo "it wants more than the C library: $others" >&2; exit 1; }
mv "$output.tmp" "$output"
