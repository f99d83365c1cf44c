# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2034 # used by the scripts
# Where things are. make sets SIPREG to the command, at the top of the build tree.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=$(cd "$here/../../.." && pwd)
build=$(dirname "${SIPREG:?the command sipreg of the build tree}")
java=${JAVA:-java}
# Another jar and another module may be tried: those of the archive for Android.
jar=${SIPREG_JAR:-$build/bindings/java/sipreg.jar}
tests=$build/bindings/java/test-classes
native=${SIPREG_NATIVE:-$build/.libs/libsipreg_jni.so}
classpath=$jar:$tests/main
# The module finds libsipreg.so.0 of the build and no installed one.
export LD_LIBRARY_PATH=$build/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
