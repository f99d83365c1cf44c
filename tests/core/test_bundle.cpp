// SPDX-License-Identifier: LGPL-2.1-or-later
// Several texts as one, and what is none.
#include "core/bundle.hpp"

#include "support/cmocka.hpp"

using namespace sipreg::core;
using namespace std::literals;

namespace {

std::string read_back(std::string_view text)
{
    const auto parts = read_bundle(text);
    if (!parts)
        return "none";
    std::string all;
    for (const std::string_view part : *parts)
        all.append("<").append(part).append(">");
    return all;
}

void parts_come_back_as_they_were(void **)
{
    assert_string_equal(read_back(write_bundle({})).c_str(), "");
    assert_string_equal(read_back(write_bundle({"one", "", "bundle 1\n"})).c_str(), "<one><><bundle 1\n>");
    assert_true(read_back(write_bundle({"a\0b"s})) == "<a\0b>"s);
    const std::string great(70'000, 'x'); // its length needs three bytes
    assert_true(read_back(write_bundle({great, "end"})) == "<" + great + "><end>");
}

void what_is_not_whole_is_none(void **)
{
    const std::string whole = write_bundle({"one", "two"});
    assert_string_equal(read_back("").c_str(), "none");
    assert_string_equal(read_back("bundle 2\n").c_str(), "none");
    const std::size_t first = write_bundle({"one"}).size();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const bool between = size == first || size == write_bundle({}).size();
        assert_int_equal(read_bundle(std::string_view(whole).substr(0, size)).has_value(), between);
    }
    assert_string_equal(read_back("bundle 1\n\xff\xff\xff\xffx"sv).c_str(), "none");
}

} // namespace

int main()
{
    const CMUnitTest bundle[] = {
        cmocka_unit_test(parts_come_back_as_they_were),
        cmocka_unit_test(what_is_not_whole_is_none),
    };
    return cmocka_run_group_tests(bundle, nullptr, nullptr);
}
