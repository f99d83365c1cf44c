#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Packs the archive for Android: classes and rule for Java, and a "prefab" package for C.
# Usage: ANDROID_NDK_HOME=... aar.sh OUTPUT ROOT ABI..., where ROOT/ABI/libsipreg is a build for the ABI.
set -eu

output=$1 root=$2
shift 2
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
prefab=$tree/prefab/modules/sipreg

mkdir -p "$tree/META-INF/com/android/build/gradle" "$prefab/include"
cat >"$tree/AndroidManifest.xml" <<EOF
<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="org.sipreg">
    <uses-sdk android:minSdkVersion="21" />
    <uses-permission android:name="android.permission.INTERNET" />
    <!-- To hear of another network, and to read its DNS servers. -->
    <uses-permission android:name="android.permission.ACCESS_NETWORK_STATE" />
</manifest>
EOF
printf 'aarFormatVersion=1.0\naarMetadataVersion=1.0\n' >"$tree/META-INF/com/android/build/gradle/aar-metadata.properties"
: >"$tree/R.txt"
cp "$root/$1/libsipreg/bindings/java/sipreg.jar" "$tree/classes.jar"
cp "$top/bindings/java/resources/META-INF/proguard/sipreg.pro" "$tree/proguard.txt"

printf '{"name": "sipreg", "schema_version": 2, "dependencies": [], "version": "%s"}\n' "$version" >"$tree/prefab/prefab.json"
printf '{"export_libraries": [], "library_name": null, "android": {"export_libraries": null, "library_name": null}}\n' \
    >"$prefab/module.json"
cp -R "$top/include/sipreg" "$prefab/include"

# The NDK's number: prefab offers a library to applications of the same or a later one.
ndk=$(sed -n 's/^Pkg.Revision *= *\([0-9]*\).*/\1/p' "$ANDROID_NDK_HOME/source.properties")
for abi; do
    bundled=$root/$abi/libsipreg/bindings/bundled
    mkdir -p "$tree/jni/$abi" "$prefab/libs/android.$abi"
    cp "$bundled/libsipreg_jni.so" "$tree/jni/$abi"
    cp "$bundled/libsipreg.so" "$prefab/libs/android.$abi"
    printf '{"abi": "%s", "api": 21, "ndk": %s, "stl": "none", "static": false}\n' "$abi" "$ndk" \
        >"$prefab/libs/android.$abi/abi.json"
done

rm -f "$output"
(cd "$tree" && find . -type f | LC_ALL=C sort | zip -q -X -9 "$output" -@)
