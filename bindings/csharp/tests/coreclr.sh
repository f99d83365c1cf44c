#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The scenarios, what is C#'s own, and the worker service, on .NET, with libsipreg as its package installs it. Nothing is
# fetched.

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"
# shellcheck source=bindings/csharp/tests/lib_sdk.sh
. "$tests/lib_sdk.sh"

# What tests/conformance/table reads.
scenarios=$made/tests/coreclr-scenarios.tap

reason=$(why_no_sdk)
if [ -n "$reason" ]; then
    mapfile -t names < <(sed -n 's/^\([a-z_0-9]*\): .*/\1/p' "$top/tests/conformance/scenarios.txt")
    skip "$reason" "${names[@]}" | tee "$scenarios" | sed 's/ - / - scenarios: /'
    echo "1..${#names[@]}" >>"$scenarios"
    tap_count=${#names[@]}
    skip "$reason" "the library and its programs are built" "under stress" "worker"
    finish_relayed
fi

folder=$tmp/sdk
stage "$folder" "net$(dotnet --version | cut -d . -f 1).0"
worker=$folder/worker/bin/Release/$framework/Worker.dll
program=$folder/conformance/bin/Release/$framework/Conformance.dll

mkdir "$folder/none" # where packages would come from
# Both at once, as the library would be built twice otherwise.
cat >"$folder/all.proj" <<'EOF'
<Project DefaultTargets="Build">
  <Target Name="Restore"><MSBuild Projects="conformance/Conformance.csproj;worker/Worker.csproj" Targets="Restore" /></Target>
  <Target Name="Build">
    <MSBuild Projects="conformance/Conformance.csproj;worker/Worker.csproj" Targets="Build" Properties="Configuration=Release" />
  </Target>
</Project>
EOF
check "the library and its programs are built without a warning" built 140 dotnet build "$folder/all.proj" \
    -p:RestoreSources="$folder/none"

only_soname "$tmp/lib"
relay scenarios 140 "$top/tests/conformance/run" dotnet "$program"
cp "$tmp/relay.out" "$scenarios"
relay "under stress" 140 "$top/tests/conformance/run" dotnet "$program" --stress

# ---- the worker service ----

start_registrar --user alice:worker-s3cret --print-bindings-on-exit
registrar_process=$spawned
printf 'worker-s3cret\n' >"$tmp/password"

work=(dotnet "$worker" --contentRoot "$(dirname "$worker")" --Sip:Registrar="$registrar")

spawn worker "${work[@]}" --Sip:PasswordFile="$tmp/password"
check "worker: it registers" wait_until 20 grep -q 'registered sip:alice@example.com' "$tmp/worker.out"
end "$spawned"
is "worker: it ends well when it is told to" "$exit_status" 0
check "worker: its last word" grep -q stopped "$tmp/worker.out"
refute "worker: its password is in no log" grep -q s3cret "$tmp/worker.out" "$tmp/worker.err"
spawn refused "${work[@]}" --Sip:PasswordFile=/dev/null
await_exit "$spawned" 20
is "worker: it ends with a failure when it is refused" "$exit_status" 1
check "worker: it says so" grep -q 'given up: Credentials' "$tmp/refused.out"
spawn mistaken "${work[@]}" --Sip:Aor=nonsense
await_exit "$spawned" 20
is "worker: it ends with a failure when a value is wrong" "$exit_status" 1
check "worker: it says which" grep -q 'aor: "nonsense" is not a SIP URI' "$tmp/mistaken.out"
end "$registrar_process"
refute "worker: it leaves no binding" grep -q 'sip:alice@127' "$tmp/registrar.out"

finish_relayed
