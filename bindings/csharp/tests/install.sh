#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The assembly as it is installed: a program finds it by pkg-config, and it finds the library without the development link.

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"

plan 6

root=$tmp/root prefix=$(sed -n 's/^prefix=//p' "$made/sipreg-sharp.pc")
installed() {
    make -s -C "$build" install-cliDATA install-clipkgconfigDATA DESTDIR="$root" && find "$root"
}
# What mcs -pkg asks; the prefix is where it is now.
pkg() {
    PKG_CONFIG_PATH=$root$prefix/share/pkgconfig pkg-config --define-variable=prefix="$root$prefix" "$@" sipreg-sharp
}

check "it is installed" installed
assembly=$(pkg --variable=assembly)
api=$(pkg --modversion | cut -d . -f 1,2)
is "it stands in the folder of its version" "$assembly" "$root$prefix/lib/cli/SipReg-$api/SipReg.dll"
check "Mono's configuration and the documentation stand beside it" test -s "$assembly.config" -a -s "${assembly%.dll}.xml"
cat >"$tmp/version.cs" <<'EOF'
static class Program { static void Main() { System.Console.WriteLine(SipReg.SipLibrary.Version); } }
EOF
# shellcheck disable=SC2046 # flags
check "a program compiles with what pkg-config tells" mcs -warnaserror -out:"$tmp/version.exe" $(pkg --libs) "$tmp/version.cs"
only_soname "$tmp/lib"
is "it runs" "$(MONO_PATH=$(dirname "$assembly") mono "$tmp/version.exe")" "$(pkg --modversion)"
is "no path of the build is in it" "$(grep -lF -e "$build" -e "$top" "$assembly" "$assembly.config" "${assembly%.dll}.xml")" ""

finish
