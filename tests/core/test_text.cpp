// SPDX-License-Identifier: LGPL-2.1-or-later
// What text may go into a message, and how it is taken apart.
#include "core/text.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;
using namespace std::literals;

namespace {

struct Judged {
    const char *name;
    std::string_view text;
    bool good;
};

template <typename Check, typename Rows> void judge_all(Check check, const Rows &rows)
{
    for (const Judged &row : rows)
        if (check(row.text) != row.good)
            fail_msg("%s: %s", row.name, row.good ? "was refused" : "was taken");
}

constexpr Judged kClean[] = {
    {"nothing", "", true},
    {"ASCII", "Alice <x> \"y\" \\", true},
    {"two, three and four bytes", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", true},
    {"the last code point", "\xF4\x8F\xBF\xBF", true},
    {"line feed", "a\nb", false},
    {"carriage return", "a\rb", false},
    {"tab", "a\tb", false},
    {"NUL", "a\0b"sv, false},
    {"DEL", "a\x7F", false},
    {"Latin-1", "J\xE4son", false},
    {"cut short", "\xE2\x82", false},
    {"a continuation alone", "\x80", false},
    {"overlong slash", "\xC0\xAF", false},
    {"overlong in three", "\xE0\x80\xAF", false},
    {"overlong in four", "\xF0\x80\x80\xAF", false},
    {"surrogate", "\xED\xA0\x80", false},
    {"beyond U+10FFFF", "\xF4\x90\x80\x80", false},
    {"five bytes", "\xF8\x88\x80\x80\x80", false},
};

constexpr Judged kTokens[] = {
    {"word", "abc", true},          {"all signs", "-.!%*_+`'~09AZ", true},
    {"nothing", "", false},         {"space", "a b", false},
    {"at sign", "a@b", false},      {"NUL", "a\0"sv, false},
    {"not ASCII", "\xC3\xA4", false}, {"separator", "a;b", false},
};

constexpr Judged kGenValues[] = {
    {"token", "0.5", true},      {"quoted", "\"<urn:uuid:1>\"", true}, {"IPv6 in brackets", "[2001:db8::1]", true},
    {"nothing", "", false},      {"IPv6 bare", "2001:db8::1", false},  {"brackets around nothing", "[]", false},
    {"unclosed", "\"a", false},  {"two words", "a b", false},          {"list", "a,b", false},
};

constexpr Judged kQValues[] = {
    {"0", "0", true},        {"1", "1", true},        {"0.", "0.", true},        {"three decimals", "0.125", true},
    {"1.000", "1.000", true}, {"nothing", "", false},  {"1.001", "1.001", false}, {"four decimals", "0.1250", false},
    {"2", "2", false},       {".5", ".5", false},     {"negative", "-0", false}, {"comma", "0,5", false},
    {"a sign that sorts before digits", "0./", false},
};

constexpr Judged kCallIds[] = {
    {"word", "f81d4fae-7dec", true},
    {"word@word", "a84b4c76e66710@pc33.atlanta.com", true},
    {"all signs", "-.!%*_+`'~()<>:\\\"/[]?{}", true},
    {"nothing", "", false},
    {"nothing before @", "@host", false},
    {"nothing behind @", "a@", false},
    {"two @", "a@b@c", false},
    {"space", "a b", false},
    {"comma", "a,b", false},
    {"line break", "a\r\nb", false},
    {"not ASCII", "\xC3\xA4", false},
};

void clean_text_cannot_break_a_line(void **) { judge_all(is_clean_text, kClean); }
void tokens_are_told_from_others(void **) { judge_all(is_token, kTokens); }
void gen_values_are_told_from_others(void **) { judge_all(is_gen_value, kGenValues); }
void qvalues_are_told_from_others(void **) { judge_all(is_qvalue, kQValues); }
void call_ids_are_told_from_others(void **)
{
    judge_all(is_call_id, kCallIds);
    assert_true(is_call_id(std::string(255, 'a')));
    assert_false(is_call_id(std::string(256, 'a')));
}

struct Changed {
    const char *name;
    std::string_view text, wanted;
};

template <typename Change, typename Rows> void change_all(Change change, const Rows &rows)
{
    for (const Changed &row : rows)
        if (const std::string got(change(row.text)); got != row.wanted)
            fail_msg("%s: became \"%s\"", row.name, got.c_str());
}

constexpr Changed kRepaired[] = {
    {"good text stays", "a\xC3\xA4\xE2\x82\xAC\r\n", "a\xC3\xA4\xE2\x82\xAC\r\n"},
    {"Latin-1", "J\xE4son", "J\xEF\xBF\xBDson"},
    {"NUL", "a\0b"sv, "a\xEF\xBF\xBD" "b"},
    {"cut short", "a\xE2\x82", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
};

constexpr Changed kTrimmed[] = {
    {"nothing", "", ""},
    {"space alone", " \t\r\n ", ""},
    {"both sides", "  a b\t\r\n ", "a b"},
    {"nothing to do", "a", "a"},
};

constexpr Changed kLowered[] = {
    {"letters", "AbZ@[`{", "abz@[`{"},
    {"bytes beyond ASCII stay", "\xC3\x84", "\xC3\x84"},
};

constexpr Changed kQuoted[] = {
    {"nothing", "", "\"\""},
    {"plain", "Alice", "\"Alice\""},
    {"quotes and backslashes", "a\"b\\c", "\"a\\\"b\\\\c\""},
};

void bytes_that_are_no_utf8_are_replaced(void **)
{
    change_all(valid_utf8, kRepaired);
    for (const Changed &row : kRepaired)
        assert_true(valid_utf8(row.wanted) == row.wanted);
}

void space_at_the_ends_is_cut_off(void **) { change_all(trim, kTrimmed); }
void ascii_letters_are_lowered(void **) { change_all(to_lower, kLowered); }
void quotes_are_put_around_text(void **) { change_all(quote, kQuoted); }

void case_is_ignored_in_ascii_alone(void **)
{
    assert_true(iequals("REGISTER", "register"));
    assert_true(iequals("", ""));
    assert_false(iequals("a", "ab"));
    assert_false(iequals("@", "`")); // they differ in the bit that tells the cases of letters apart
}

struct Unquoted {
    const char *name;
    std::string_view text;
    const char *wanted; // null: none
};

constexpr Unquoted kUnquoted[] = {
    {"empty", "\"\"", ""},
    {"plain", "\"a b\"", "a b"},
    {"escapes", "\"a\\\"b\\\\c\\d\"", "a\"b\\cd"},
    {"tab", "\"a\tb\"", "a\tb"},
    {"bytes beyond ASCII", "\"\xE4\"", "\xE4"},
    {"nothing", "", nullptr},
    {"one quote", "\"", nullptr},
    {"token", "a", nullptr},
    {"unclosed", "\"a", nullptr},
    {"closed by an escaped quote", "\"a\\\"", nullptr},
    {"more behind it", "\"a\"b\"", nullptr},
    {"two of them", "\"a\" \"b\"", nullptr},
    {"space around", " \"a\"", nullptr},
    {"line break", "\"a\r\nb\"", nullptr},
    {"escaped line break", "\"a\\\nb\"", nullptr},
    {"escaped NUL", "\"a\\\0\""sv, nullptr},
};

void quoted_strings_are_read(void **)
{
    for (const Unquoted &row : kUnquoted) {
        const std::optional<std::string> got = unquote(row.text);
        if (got.has_value() != (row.wanted != nullptr) || (got && *got != row.wanted))
            fail_msg("%s: became %s", row.name, got ? got->c_str() : "nothing");
    }
}

struct Split {
    const char *name;
    std::string_view text, parts; // joined by "|"
};

constexpr Split kSplit[] = {
    {"nothing", "", ""},
    {"one", "a", "a"},
    {"three", "a, b,c", "a| b|c"},
    {"empty ones", ",a,,", "|a||"},
    {"in quotes", "\"a,b\",c", "\"a,b\"|c"},
    {"escaped quote", "\"a\\\",b\",c", "\"a\\\",b\"|c"},
    {"in brackets", "<sip:a,b>,c", "<sip:a,b>|c"},
    {"backslash in brackets", "<a\\>,c", "<a\\>|c"},
    {"quote in brackets", "<a\",b>,c", "<a\",b>|c"},
    {"bracket in quotes", "\"<\",c", "\"<\"|c"},
    {"unclosed", "a,\"b,c", "a|\"b,c"},
    {"escape at the end", "a,\"b\\", "a|\"b\\"},
};

void lists_are_split_outside_of_quotes(void **)
{
    for (const Split &row : kSplit) {
        std::string got;
        for (const std::string_view part : split_outside_quotes(row.text, ','))
            got.append(got.empty() && part.data() == row.text.data() ? "" : "|").append(part);
        if (got != row.parts)
            fail_msg("%s: became %s", row.name, got.c_str());
    }
}

void parameters_are_read_by_name(void **)
{
    const struct {
        const char *name, *params, *wanted;
    } rows[] = {
        {"token", ";q=0.5;a=b", "b"},
        {"quoted", ";q=0.5;a=\"b;c\\\"\"", "b;c\""},
        {"name in capitals", ";A=b", "b"},
        {"spaces", "; a = b ;c", "b"},
        {"within quotes", ";x=\";a=b\"", ""},
        {"the first of two", ";a=b;a=c", "b"},
        {"no value", ";a;b=c", ""},
        {"longer name", ";ab=c", ""},
        {"unclosed", ";a=\"b", ""},
        {"nothing", "", ""},
        {"without the first semicolon", "a=b", "b"},
    };
    for (const auto &row : rows)
        if (param_value(row.params, "a") != row.wanted)
            fail_msg("%s: %s", row.name, param_value(row.params, "a").c_str());
}

} // namespace

int main()
{
    const CMUnitTest text[] = {
        cmocka_unit_test(clean_text_cannot_break_a_line),
        cmocka_unit_test(tokens_are_told_from_others),
        cmocka_unit_test(gen_values_are_told_from_others),
        cmocka_unit_test(qvalues_are_told_from_others),
        cmocka_unit_test(call_ids_are_told_from_others),
        cmocka_unit_test(bytes_that_are_no_utf8_are_replaced),
        cmocka_unit_test(space_at_the_ends_is_cut_off),
        cmocka_unit_test(ascii_letters_are_lowered),
        cmocka_unit_test(case_is_ignored_in_ascii_alone),
        cmocka_unit_test(quotes_are_put_around_text),
        cmocka_unit_test(quoted_strings_are_read),
        cmocka_unit_test(lists_are_split_outside_of_quotes),
        cmocka_unit_test(parameters_are_read_by_name),
    };
    return cmocka_run_group_tests(text, nullptr, nullptr);
}
