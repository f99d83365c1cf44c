# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# Network namespaces of a test's own. Before lib.sh, since isolate() begins the script anew.

# isolate ARGUMENT...: in a mount and a network namespace of its own (and as the root of a user namespace, if it is not
# root already): what is set up in there ends with it, however it ends.
isolate() {
    local inside=(unshare --mount --net) problem
    [ "${SIPREG_ISOLATED:-}" != yes ] || return 0
    [ "$(id -u)" -eq 0 ] || inside+=(--map-root-user)
    if ! problem=$("${inside[@]}" true 2>&1); then
        echo "1..0 # SKIP no network namespaces here: $problem"
        exit 0
    fi
    SIPREG_ISOLATED=yes exec "${inside[@]}" "$0" "$@"
}

# on NAMESPACE COMMAND...
on() {
    nsenter --net="/run/netns/$1" -- "${@:2}"
}

# make_namespaces NAME...
make_namespaces() {
    local name
    mount -t tmpfs none /run && mkdir /run/netns || return 1
    for name; do
        ip netns add "$name" && on "$name" ip link set lo up || return 1
    done
}

# join NAMESPACE INTERFACE NAMESPACE INTERFACE: by a cable.
join() {
    on "$1" ip link add "$2" type veth peer name "$4" netns "$3" && on "$1" ip link set "$2" up &&
        on "$3" ip link set "$4" up
}
