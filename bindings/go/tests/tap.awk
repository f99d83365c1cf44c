# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes TAP of what "go test -v" tells. With -v of=NAME, of the subtests of that test; the test itself is told only if it
# failed.

function tell(result, name, directive) {
    number++
    print result " " number " - " name directive
    if (result != "ok")
        failed++
}

/^=== / { next }

/^ *--- (PASS|FAIL|SKIP): / {
    result = $2 == "FAIL:" ? "not ok" : "ok"
    directive = $2 == "SKIP:" ? " # SKIP " said : ""
    name = $3
    said = ""
    if (of == "")
        tell(result, name, directive)
    else if (index(name, of "/") == 1)
        tell(result, substr(name, length(of) + 2), directive)
    else if (name != of || (result != "ok" && !failed))
        tell(result, name, directive)
    next
}

/^(PASS|FAIL)$/ { ended = $0; next }

{
    print "# " $0
    # What is logged, which is the reason of a skip.
    if (sub(/^ *[a-z_]+\.go:[0-9]+: /, ""))
        said = $0
}

END {
    print "1.." number + 0
    if (ended == "" || (ended == "FAIL" && !failed))
        print "Bail out! the test program did not come to its end"
}
