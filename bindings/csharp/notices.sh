#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Prints the notices of what is inside the library of the NuGet package, as Debian's packages give them. Usage: CXX=... notices.sh
set -eu

for package in libsofia-sip-ua-dev libssl-dev libsodium-dev libc-ares-dev nlohmann-json3-dev \
    "libstdc++-$(${CXX:-c++} -dumpversion | cut -d . -f 1)-dev"; do
    printf '==== %s ====\n\n' "$package"
    cat "/usr/share/doc/$package/copyright"
    printf '\n'
done
