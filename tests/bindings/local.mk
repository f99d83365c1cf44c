# SPDX-License-Identifier: LGPL-2.1-or-later
# What goes for every binding that is built.

TESTS += tests/bindings/coverage.sh
EXTRA_DIST += tests/bindings/coverage.sh
