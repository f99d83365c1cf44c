#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The page in docs/ is what the machine is now.
echo 1..1
if docs/machine/machine | diff "${srcdir:-.}/docs/machine.md" - >docs/machine/page.diff; then
    echo "ok 1 - docs/machine.md shows the machine as it is"
else
    echo "not ok 1 - docs/machine.md shows the machine as it is: make machine-page"
    sed 's/^/# /' docs/machine/page.diff | head -n 40
fi
rm -f docs/machine/page.diff
