# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
# Helpers of the wire tests: TAP, a temporary folder, processes, ports, waiting with a deadline, events and traces.

set -u
export LC_ALL=C

# ---- TAP ----

tap_count=0
tap_failed=0
tap_planned=0

plan() {
    tap_planned=$1
    echo "1..$1"
}

skip_all() {
    echo "1..0 # SKIP $*"
    exit 0
}

bail_out() {
    echo "Bail out! $*"
    exit 1
}

diag() {
    local line
    while IFS= read -r line; do
        printf '# %s\n' "$line"
    done <<<"$*"
}

ok() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1"
}

not_ok() {
    tap_count=$((tap_count + 1))
    tap_failed=$((tap_failed + 1))
    echo "not ok $tap_count - $1"
    [ $# -lt 2 ] || diag "$2"
}

# skip REASON NAME...: every test of the list is told to be left out.
skip() {
    local reason=$1 name
    shift
    for name; do
        tap_count=$((tap_count + 1))
        echo "ok $tap_count - $name # SKIP $reason"
    done
}

# check NAME COMMAND...: passes if the command does; shows what it printed if not.
check() {
    local name=$1
    shift
    # Not in a subshell: the command may set variables and start processes.
    if "$@" >"$tmp/check.out" 2>&1; then
        ok "$name"
    else
        not_ok "$name" "failed: $*
$(cat "$tmp/check.out")"
    fi
}

refute() {
    local name=$1
    shift
    if "$@" >"$tmp/check.out" 2>&1; then
        not_ok "$name" "should have failed: $*
$(cat "$tmp/check.out")"
    else
        ok "$name"
    fi
}

# is NAME GOT WANTED
is() {
    if [ "$2" = "$3" ]; then
        ok "$1"
    else
        not_ok "$1" "got '$2', wanted '$3'"
    fi
}

# at_most NAME GOT LIMIT; zero does not count as few.
at_most() {
    if [ "$2" -ge 1 ] && [ "$2" -le "$3" ]; then
        ok "$1"
    else
        not_ok "$1" "got $2, wanted 1..$3"
    fi
}

finish() {
    [ "$tap_count" -eq "$tap_planned" ] || diag "planned $tap_planned tests, ran $tap_count"
    [ "$tap_failed" -eq 0 ] && [ "$tap_count" -eq "$tap_planned" ]
    exit
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# ---- the place of one test run, and its end ----

tmp=$(mktemp -d "${TMPDIR:-/tmp}/sipreg-wire.XXXXXX") || bail_out "no temporary folder"
started=()

clean_up() {
    local status=$? pid
    trap - EXIT
    for pid in "${started[@]+"${started[@]}"}"; do
        kill -TERM "$pid" 2>/dev/null
    done
    for pid in "${started[@]+"${started[@]}"}"; do
        wait_until 5 is_gone "$pid" || kill -KILL "$pid" 2>/dev/null
    done
    if [ "${SIPREG_KEEP_TMP:-0}" = 1 ]; then
        diag "kept $tmp"
    else
        rm -rf "$tmp"
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- waiting ----

# wait_until SECONDS COMMAND...: runs it until it succeeds or time is up.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -le "$deadline" ] || return 1
        sleep 0.05
    done
}

# ---- processes ----

is_gone() {
    ! kill -0 "$1" 2>/dev/null
}

# spawn NAME COMMAND...: in the background, output in $tmp/NAME.out and .err, its id in $spawned.
spawn() {
    local name=$1
    shift
    # A shell without job control starts background commands deaf to SIGINT.
    env --default-signal=INT,QUIT "$@" <"${spawn_stdin:-/dev/null}" >"$tmp/$name.out" 2>"$tmp/$name.err" &
    spawned=$!
    started+=("$spawned")
}

# Its end was seen: the number may belong to somebody else by now.
forget() {
    local pid left=()
    for pid in "${started[@]+"${started[@]}"}"; do
        [ "$pid" = "$1" ] || left+=("$pid")
    done
    started=("${left[@]+"${left[@]}"}")
}

# await_exit PID SECONDS: its status in $exit_status, "hung" if it had to be killed.
await_exit() {
    if wait_until "$2" is_gone "$1"; then
        wait "$1"
        exit_status=$?
    else
        kill -KILL "$1" 2>/dev/null
        wait "$1" 2>/dev/null
        exit_status=hung
    fi
    forget "$1"
}

# end PID [SIGNAL]: asks it to end and waits.
end() {
    kill -"${2:-TERM}" "$1" 2>/dev/null
    await_exit "$1" 10
}

# ---- ports ----

# A port of the kernel's choice that is free for UDP and TCP on 127.0.0.1.
free_port() {
    perl -MSocket -e '
        for (1 .. 50) {
            socket(my $t, PF_INET, SOCK_STREAM, 0) or next;
            bind($t, sockaddr_in(0, INADDR_LOOPBACK)) or next;
            my ($port) = sockaddr_in(getsockname($t));
            socket(my $u, PF_INET, SOCK_DGRAM, 0) or next;
            bind($u, sockaddr_in($port, INADDR_LOOPBACK)) or next;
            print $port;
            exit 0;
        }
        exit 1'
}

have_ipv6() {
    grep -q "^0\{31\}1 " /proc/net/if_inet6 2>/dev/null
}

# listens udp|tcp PORT
listens() {
    local state=07
    [ "$1" = udp ] || state=0A
    grep -qE "$(printf '^ *[0-9]+: [0-9A-F]+:%04X [0-9A-F]+:[0-9A-F]+ %s ' "$2" "$state")" \
        "/proc/net/$1" "/proc/net/${1}6" 2>/dev/null
}

# ---- the command under test ----

need_sipreg() {
    [ -n "${SIPREG:-}" ] || bail_out "SIPREG does not name the sipreg command"
    have "$SIPREG" || bail_out "SIPREG names '$SIPREG', which is no command"
    have perl || bail_out "perl is needed to read the events"
}

# events FILE KEY=VALUE...: how many JSON lines have all these values ("null", "true" and "false" as JSON has them;
# KEY alone: has it, not null). A line that is no JSON object makes it fail.
events() {
    perl -MJSON::PP -e '
        my ($file, @want) = @ARGV;
        open my $in, "<", $file or do { print 0; exit 0 };
        my $count = 0;
        while (my $line = <$in>) {
            last unless $line =~ /\n\z/;    # still being written
            my $event = eval { decode_json($line) };
            ref $event eq "HASH" or do { print STDERR "no JSON object: $line"; exit 1 };
            my $fits = 1;
            for (@want) {
                my ($key, $value) = split /=/, $_, 2;
                my $got = $event->{$key};
                $got = JSON::PP::is_bool($got) ? ($got ? "true" : "false") : $got // "null";
                $fits &&= defined $value ? $got eq $value : $got ne "null";
            }
            $count += $fits;
        }
        print $count;' -- "$@"
}

# value FILE EVENT KEY: that of the last event of the kind.
value() {
    perl -MJSON::PP -e '
        my ($file, $kind, $key) = @ARGV;
        my $last;
        open my $in, "<", $file or exit 1;
        while (<$in>) {
            my $event = eval { decode_json($_) } or next;
            $last = $event if $event->{event} eq $kind;
        }
        $last or exit 1;
        my $got = $last->{$key};
        print JSON::PP::is_bool($got) ? ($got ? "true" : "false") : $got // "null";' -- "$@"
}

# reached FILE COUNT KEY=VALUE...: at least so many.
reached() {
    local file=$1 count=$2 seen
    shift 2
    seen=$(events "$file" "$@") && [ "${seen:-0}" -ge "$count" ]
}

# A number inside the limits, both included; "null" and nothing are outside.
between() {
    [[ $1 =~ ^[0-9]+(\.[0-9]+)?$ ]] && awk -v n="$1" -v a="$2" -v b="$3" 'BEGIN { exit !(n >= a && n <= b) }'
}

# ---- traces ----

requests() {
    if [ -f "$1" ]; then grep -c '^REGISTER ' "$1"; else echo 0; fi
}

# contacts_of FILE CSEQ|last: those of a REGISTER in the trace, one a line.
contacts_of() {
    tr -d '\r' <"$1" | awk -v wanted="$2" '
        /^REGISTER / { inside = 1; contacts = "" }
        inside && sub(/^Contact: */, "") { contacts = contacts $0 "\n" }
        inside && /^CSeq: / { cseq = $2 }
        inside && /^$/ { inside = 0; if (wanted == "last" || wanted == cseq) found = contacts }
        END { printf "%s", found }'
}

# sent_header FILE NAME: its value in the last REGISTER of the trace.
sent_header() {
    tr -d '\r' <"$1" | awk -v name="$2: " '
        /^REGISTER / { inside = 1 }
        inside && index($0, name) == 1 { found = substr($0, length(name) + 1) }
        /^$/ { inside = 0 }
        END { print found }'
}

# goes_on BEFORE AFTER: traces of two runs; the second sent one REGISTER, with credentials, that follows those of the first.
goes_on() {
    local name before after
    for name in Call-ID CSeq Authorization; do
        before=$(sent_header "$1" "$name") after=$(sent_header "$2" "$name")
        echo "$name: before '$before', after '$after'"
        case $name in
        Call-ID) [ -n "$after" ] && [ "$after" = "$before" ] || return 1 ;;
        CSeq) [ "${after%% *}" -gt "${before%% *}" ] || return 1 ;;
        Authorization) [ -n "$after" ] || return 1 ;;
        esac
    done
    echo "requests: $(requests "$2")"
    [ "$(requests "$2")" -eq 1 ]
}

# trace_is_clean FILE SECRET...: digest answers are in it, but neither their values nor any of the secrets.
trace_is_clean() {
    local file=$1 secret
    shift
    [ -s "$file" ] || { echo "no trace in $file"; return 1; }
    if ! grep -qE '^(Proxy-)?Authorization: *Digest ' "$file"; then
        echo "no Authorization in $file: nothing to judge"
        return 1
    fi
    if grep -nE '(response|cnonce)="?[0-9A-Za-z+/=]{16,}' "$file"; then
        echo "an unredacted answer"
        return 1
    fi
    for secret; do
        if grep -nF -- "$secret" "$file"; then
            echo "a secret"
            return 1
        fi
    done
}

ha1() {
    printf '%s' "$2" | "${1}sum" | cut -d ' ' -f 1
}
