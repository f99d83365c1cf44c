# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# Runs the script in a mount and a network namespace of its own (and as the root of a user namespace, if it is not root
# already): what is set up in there ends with it, however it ends. Before lib.sh.

if [ "${SIPREG_INSIDE:-}" != yes ]; then
    inside=(unshare --mount --net)
    [ "$(id -u)" -eq 0 ] || inside+=(--map-root-user)
    if ! problem=$("${inside[@]}" true 2>&1); then
        echo "1..0 # SKIP no network namespaces here: $problem"
        exit 0
    fi
    SIPREG_INSIDE=yes exec "${inside[@]}" "$0" "$@"
fi
