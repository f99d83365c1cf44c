#!/bin/sh
# From a git checkout: makes ./configure. A release archive has it already.
set -e
cd "$(dirname "$0")"
mkdir -p m4 build-aux
exec autoreconf --force --install
