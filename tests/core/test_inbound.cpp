// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that reach us: default answers, answers of the application's, and what is remembered of them.
#include "core/inbound.hpp"

#include "base/error.hpp"
#include "support/cmocka.hpp"

using namespace sipreg;
using namespace sipreg::core;

namespace {

const Instant kStart{Seconds(1000)};

struct DefaultRow {
    const char *method;
    bool offered;
    int status;
    const char *headers;
};
const DefaultRow kDefaults[] = {
    {"OPTIONS", false, 200, "Allow: OPTIONS\r\n"}, {"OPTIONS", true, 200, ""},
    {"BYE", true, 481, ""},                        {"CANCEL", false, 481, ""},
    {"PRACK", true, 481, ""},                      {"INVITE", true, 405, "Allow: OPTIONS\r\n"},
    {"FROBNICATE", false, 405, "Allow: OPTIONS\r\n"}, {"options", false, 405, "Allow: OPTIONS\r\n"},
};

void default_answers_follow_the_table(void **)
{
    for (const DefaultRow &row : kDefaults) {
        const InboundAnswer got = default_answer(row.method, row.offered);
        if (got.status != row.status || got.headers != row.headers || !got.body.empty())
            fail_msg("%s: %d %s", row.method, got.status, got.headers.c_str());
    }
}

struct AnswerRow {
    const char *name;
    int status;
    const char *reason, *headers, *body;
    const char *problem; // "" if it is fine
};
const AnswerRow kAnswers[] = {
    {"plain", 200, "", "", "", ""},
    {"all of it", 488, "No", "Content-Type: text/plain\r\nWarning: 399 x \"y\"\r\n", "hello", ""},
    {"line feeds alone", 200, "", "A: b\nC: d", "", ""},
    {"compact content type", 200, "", "c: text/plain", "x", ""},
    {"provisional", 199, "", "", "", "status: is outside 200..699"},
    {"too high", 700, "", "", "", "status: is outside 200..699"},
    {"line break in the reason", 200, "a\r\nb", "", "",
     "reason: is longer than 255 bytes, holds control characters or is not UTF-8"},
    {"no colon", 200, "", "rubbish\r\n", "", "headers: \"rubbish\" is no line like \"Name: value\""},
    {"empty line", 200, "", "A: b\r\n\r\n", "", "headers: \"\" is no line like \"Name: value\""},
    {"folded line", 200, "", "A: b\r\n c\r\n", "", "headers: \" c\" is no line like \"Name: value\""},
    {"carriage return inside", 200, "", "A: b\rVia: c\r\n", "", "headers: \"A: b\rVia: c\" is no line like \"Name: value\""},
    {"of the library", 200, "", "X: y\r\nvIa: z\r\n", "", "headers: \"vIa\" is written by the library"},
    {"compact one of the library", 200, "", "l: 5\r\n", "", "headers: \"l\" is written by the library"},
    {"body of no type", 200, "", "X: y\r\n", "hello", "body: wants a Content-Type among the headers"},
};

std::string problem_of(const AnswerRow &row)
{
    try {
        checked_answer(row.status, row.reason, row.headers, row.body);
        return "";
    } catch (const Error &error) {
        return error.what();
    }
}

void answers_are_checked_by_the_table(void **)
{
    for (const AnswerRow &row : kAnswers)
        if (const std::string problem = problem_of(row); problem != row.problem)
            fail_msg("%s: %s", row.name, problem.c_str());
    const InboundAnswer answer = checked_answer(200, "Fine", "A: b\nC: d", "");
    assert_string_equal(answer.headers.c_str(), "A: b\r\nC: d\r\n");
    assert_string_equal(answer.reason.c_str(), "Fine");
}

void parts_that_are_too_long_are_refused(void **)
{
    const std::string longest(8191, 'x'), value(8186, 'x');
    assert_string_equal(problem_of({"", 200, "", "C: t", longest.c_str(), ""}).c_str(), "");
    assert_string_equal(problem_of({"", 200, "", "C: t", (longest + 'x').c_str(), ""}).c_str(),
                        "body: longer than 8191 bytes");
    assert_string_equal(problem_of({"", 200, "", ("A: " + value + "\r\n").c_str(), "", ""}).c_str(), "");
    assert_string_equal(problem_of({"", 200, "", ("A: " + value + "x\r\n").c_str(), "", ""}).c_str(),
                        "headers: longer than 8191 bytes");
}

void request_that_comes_again_gets_the_same_answer(void **)
{
    Inbox inbox({});
    const Inbox::Sight first = inbox.see("a", kStart);
    assert_true(first.fate == Inbox::Fate::fresh);
    assert_true(inbox.see("a", kStart).fate == Inbox::Fate::waiting);
    assert_true(inbox.find("a") == first.number);
    assert_true(inbox.find("b") == 0);
    assert_true(inbox.settle(first.number, {486, "Busy", "", ""}, kStart));
    assert_false(inbox.settle(first.number, {200, "", "", ""}, kStart));
    assert_true(inbox.find("a") == 0); // nothing to cancel
    const Inbox::Sight again = inbox.see("a", kStart + Seconds(31));
    assert_true(again.fate == Inbox::Fate::answered);
    assert_int_equal(again.answer->status, 486);
}

void answer_is_forgotten_after_timer_j(void **)
{
    Inbox inbox({});
    inbox.settle(inbox.see("a", kStart).number, {200, "", "", ""}, kStart);
    assert_true(inbox.see("a", kStart + Seconds(32)).fate == Inbox::Fate::fresh);
    assert_int_equal(inbox.remembered(), 0);
}

void flood_grows_nothing(void **)
{
    Inbox inbox({});
    int refused = 0;
    for (int i = 0; i < 100'000; ++i)
        refused += inbox.see(std::to_string(i), kStart).fate == Inbox::Fate::too_many;
    assert_int_equal(refused, 100'000 - 64);
    assert_int_equal(inbox.waiting(), 64);
    for (int i = 0; i < 100'000; ++i) {
        inbox.settle(inbox.find(std::to_string(i)), {200, "", "", ""}, kStart);
        inbox.see(std::to_string(i + 1'000'000), kStart);
        inbox.settle(inbox.find(std::to_string(i + 1'000'000)), {200, "", "", ""}, kStart);
    }
    assert_int_equal(inbox.waiting(), 0);
    assert_int_equal(inbox.remembered(), 256);
    inbox.clear();
    assert_int_equal(inbox.remembered(), 0);
    assert_true(inbox.see("999999", kStart).fate == Inbox::Fate::fresh);
}

void acquaintances_of_longest_ago_are_forgotten(void **)
{
    Acquaintances known(2);
    const IpAddress a = *parse_ip("192.0.2.1"), b = *parse_ip("192.0.2.2"), c = *parse_ip("2001:db8::1");
    known.meet(a, kStart);
    known.meet(b, kStart + Seconds(1));
    known.meet(a, kStart + Seconds(2));
    known.meet(c, kStart + Seconds(3));
    assert_true(known.knows(a) && known.knows(c));
    assert_false(known.knows(b));
    assert_int_equal(known.size(), 2);
}

} // namespace

int main()
{
    const CMUnitTest inbound[] = {
        cmocka_unit_test(default_answers_follow_the_table),
        cmocka_unit_test(answers_are_checked_by_the_table),
        cmocka_unit_test(parts_that_are_too_long_are_refused),
        cmocka_unit_test(request_that_comes_again_gets_the_same_answer),
        cmocka_unit_test(answer_is_forgotten_after_timer_j),
        cmocka_unit_test(flood_grows_nothing),
        cmocka_unit_test(acquaintances_of_longest_ago_are_forgotten),
    };
    return cmocka_run_group_tests(inbound, nullptr, nullptr);
}
