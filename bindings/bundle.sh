#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Links a libsipreg.so for the NuGet package: what it is made of is inside, and it wants the C library alone. Beside it goes a
# file with the notices of what is inside, as Debian's packages give them.
# Usage: CXX=... native.sh OUTPUT VERSION-SCRIPT CONVENIENCE-LIBRARY... OBJECT.lo...
set -eu

output=$1 map=$2
shift 2
static=(sofia-sip-ua ssl crypto sodium cares)
packages=(libsofia-sip-ua-dev libssl-dev libsodium-dev libc-ares-dev nlohmann-json3-dev)

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
${CXX:-c++} -shared -o "$output.tmp" ${LDFLAGS:-} -Wl,-soname,libsipreg.so -Wl,--version-script="$map" -Wl,-Bsymbolic \
    -Wl,-z,defs -Wl,-z,nodelete -Wl,-z,relro -Wl,-z,now -Wl,-s -Wl,--gc-sections -static-libstdc++ -static-libgcc \
    "${inputs[@]}" "${archives[@]}" -ldl -lpthread

others=$(readelf -d "$output.tmp" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
    grep -vE '^(libc|libm|libdl|libpthread|ld-linux-x86-64)\.so\.' || true)
[ -z "$others" ] || { echo "it wants more than the C library: $others" >&2; exit 1; }

for package in "${packages[@]}" "libstdc++-$(${CXX:-c++} -dumpversion | cut -d . -f 1)-dev"; do
    printf '==== %s ====\n\n' "$package"
    cat "/usr/share/doc/$package/copyright"
    printf '\n'
done >"$(dirname "$output")/THIRD-PARTY-NOTICES.txt"
mv "$output.tmp" "$output"
