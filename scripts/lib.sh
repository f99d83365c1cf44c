# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# What the scripts share: headings, installing Debian packages that are missing, configuring a build.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # used by the scripts
version=$(sed -n 's/^#define SIPREG_VERSION_STRING "\(.*\)"$/\1/p' "$top/include/sipreg/sipreg.h")

# shellcheck disable=SC2034 # used by the scripts
build_packages=(build-essential autoconf automake libtool pkg-config autoconf-archive libsofia-sip-ua-dev libsodium-dev
    libc-ares-dev libssl-dev libcli11-dev nlohmann-json3-dev)
# shellcheck disable=SC2034 # used by the scripts
test_packages=(ccache libcmocka-dev libglib2.0-dev libuv1-dev kamailio kamailio-outbound-modules kamailio-tls-modules
    kamailio-websocket-modules openssl sip-tester knot nftables iproute2 conntrack tshark wireshark-common valgrind perl util-linux
    xz-utils cmake abigail-tools help2man doxygen man-db)

# shellcheck disable=SC2034 # used by the scripts
binding_packages=(swig default-jdk-headless proguard-cli mono-devel golang-go)

heading() {
    printf '\n== %s\n' "$*"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo -- "$@"
    else
        echo "root or sudo is needed for: $*" >&2
        return 1
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages NAME...: installs those that are missing, starts no service by it.
need_packages() {
    local name missing=() status=0 policy=/usr/sbin/policy-rc.d
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "No Debian system: these packages, or what is like them, are taken to be there: $*"
        return 0
    fi
    for name; do
        is_installed "$name" || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "All packages are there."
        return 0
    fi
    echo "Installing with apt-get: ${missing[*]}"
    # Servers are run by the tests, on private files and ports: the system's own instances are not to start.
    if [ -e "$policy" ]; then
        policy=
    else
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod 755 "$policy" || policy=
        [ -z "$policy" ] || trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    apt_install "${missing[@]}" || { echo "Fetching the package lists first."; as_root apt-get update -q &&
        apt_install "${missing[@]}"; } || status=$?
    if [ -n "$policy" ]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
    for name in "${missing[@]}"; do
        is_installed "$name" || { echo "not installed: $name" >&2; status=1; }
    done
    return "$status"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

need_configure() {
    if [ ! -x "$top/configure" ] || [ "$top/configure.ac" -nt "$top/configure" ]; then
        (cd "$top" && ./autogen.sh)
    fi
}

# configure_build FOLDER OPTION...: again only if the options are others.
configure_build() {
    local folder=$1
    shift
    mkdir -p "$folder" || return 1
    if [ -x "$folder/config.status" ] && [ "$(cat "$folder/.options" 2>/dev/null)" = "$*" ] &&
        [ "$folder/config.status" -nt "$top/configure" ]; then
        echo "configured already"
        return 0
    fi
    (cd "$folder" && "$top/configure" "$@") && printf '%s\n' "$*" >"$folder/.options"
}
