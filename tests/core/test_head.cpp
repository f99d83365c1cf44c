// SPDX-License-Identifier: LGPL-2.1-or-later
// Headers out of the text of a message.
#include "core/head.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

struct Row {
    const char *name, *head, *wanted; // "Name=value|Name=value|"
};

const Row kRows[] = {
    {"plain", "SIP/2.0 200 OK\r\nA: 1\r\nB:2\r\n", "A=1|B=2|"},
    {"white space around", "x\r\nA \t:  1 2 \t\r\n", "A=1 2|"},
    {"folded", "x\r\nA: 1\r\n 2\r\n\t 3\r\nB: 4\r\n", "A=1 2 3|B=4|"},
    {"folded with a colon", "x\r\nA: 1\r\n B: 2\r\n", "A=1 B: 2|"},
    {"a fold of nothing", "x\r\n A: 1\r\nB: 2\r\n", "B=2|"},
    {"bare line feeds", "x\nA: 1\nB: 2\n", "A=1|B=2|"},
    {"no end at the end", "x\r\nA: 1", "A=1|"},
    {"a line without a colon", "x\r\nrubbish\r\nB: 2\r\n", "B=2|"},
    {"what follows the empty line is not a header", "x\r\nA: 1\r\n\r\nB: 2\r\n", "A=1|"},
    {"empty value", "x\r\nA:\r\nB: 2\r\n", "A=|B=2|"},
    {"no UTF-8", "x\r\nA: \xff" "b\r\n", "A=\xEF\xBF\xBD" "b|"},
    {"a start line alone", "SIP/2.0 200 OK\r\n", ""},
    {"nothing", "", ""},
};

void headers_are_found(void **)
{
    for (const Row &row : kRows) {
        std::string got;
        for (const core::Header &header : core::headers_of(row.head))
            got += header.name + "=" + header.value + "|";
        if (got != row.wanted)
            fail_msg("%s: %s", row.name, got.c_str());
    }
}

void the_head_ends_at_the_empty_line(void **)
{
    assert_true(core::head_of("a\r\nb: c\r\n\r\nbody") == "a\r\nb: c\r\n");
    assert_true(core::head_of("a\r\nb: c\r\n") == "a\r\nb: c\r\n");
}

} // namespace

int main()
{
    const CMUnitTest head[] = {
        cmocka_unit_test(headers_are_found),
        cmocka_unit_test(the_head_ends_at_the_empty_line),
    };
    return cmocka_run_group_tests(head, nullptr, nullptr);
}
