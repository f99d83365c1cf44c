#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# What the documentation shows is compiled and run: the program in the comments, that of docs/csharp.md, and the console
# example.

# shellcheck source=bindings/csharp/tests/lib_csharp.sh
. "$(dirname "$0")/lib_csharp.sh"

plan 13
only_soname "$tmp/lib"
cp "$made/SipReg.dll" "$sources/SipReg.dll.config" "$tmp"
start_registrar --user alice:docs-s3cret --print-bindings-on-exit
registrar_process=$spawned
mkfifo "$tmp/input"

compiled() {
    mcs -langversion:7 -warnaserror -out:"$tmp/$1.exe" -r:"$tmp/SipReg.dll" -r:Mono.Posix "$2"
}

# The program in the XML file that compilers and editors read.
perl -0777 -ne '
    s/.*?<code>(.*?)<\/code>.*/$1/s or exit 1;
    s/&lt;/</g; s/&gt;/>/g; s/&amp;/&/g; s/<!\[CDATA\[|\]\]>//g;
    print' "$made/SipReg.xml" >"$tmp/comment.cs"
check "the program in the comments compiles" compiled comment "$tmp/comment.cs"
# The first block of the page.
awk '/^```csharp/ && !n++ { on = 1; next } /^```/ { on = 0 } on' "$top/docs/csharp.md" >"$tmp/page.cs"
check "the program of the page compiles" compiled page "$tmp/page.cs"
check "the console example compiles" compiled console "$sources/examples/Register.cs"

# run NAME: with the password, and an input that stays open until it is closed.
run() {
    spawn_stdin=$tmp/input spawn "$1" mono --debug "$tmp/$1.exe" sip:alice@example.com "$registrar"
    exec 7>"$tmp/input"
    echo docs-s3cret >&7
}

for name in comment page; do
    run "$name"
    check "$name: it registers" wait_until 20 grep -q 'registered sip:alice@example.com' "$tmp/$name.out"
    echo >&7
    exec 7>&-
    await_exit "$spawned" 20
    is "$name: it ends well" "$exit_status" 0
    check "$name: it removes its binding" grep -q 'unregistered sip:alice@example.com' "$tmp/$name.out"
done

run console
check "console: it registers" wait_until 20 grep -q '^registered sip:alice@example.com' "$tmp/console.out"
exec 7>&-
end "$spawned" INT
is "console: it ends well" "$exit_status" 0
check "console: it removes its binding" grep -q '^unregistered sip:alice@example.com' "$tmp/console.out"
spawn wrong mono "$tmp/console.exe" sip:alice@example.com "$registrar"
await_exit "$spawned" 20
is "console: it says that it was refused" "$exit_status" 1
end "$registrar_process"

finish
