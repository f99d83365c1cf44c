// SPDX-License-Identifier: LGPL-2.1-or-later
// In which order the servers of one SRV answer are tried.
#include "core/service_order.hpp"
#include "support/cmocka.hpp"

#include <algorithm>
#include <map>
#include <string>

using namespace sipreg::core;
using namespace sipreg::core::dns;

namespace {

constexpr int kDraws = 20'000;

Srv server(std::uint16_t priority, std::uint16_t weight, const char *target)
{
    return {priority, weight, 5060, target};
}

std::string shown(const std::vector<Srv> &servers)
{
    std::string text;
    for (const Srv &each : servers)
        text += (text.empty() ? "" : " ") + each.target;
    return text;
}

void priority_goes_before_all(void **)
{
    for (std::uint64_t chance = 0; chance < 100; ++chance)
        assert_string_equal(
            shown(in_order({server(30, 9, "c"), server(10, 0, "a"), server(20, 65535, "b")}, chance)).c_str(), "a b c");
}

void the_same_chance_gives_the_same_order(void **)
{
    const std::vector<Srv> servers{server(1, 5, "a"), server(1, 5, "b"), server(1, 5, "c"), server(1, 5, "d")};
    for (std::uint64_t chance = 0; chance < 100; ++chance)
        assert_true(in_order(servers, chance) == in_order(servers, chance));
    bool differs = false;
    for (std::uint64_t chance = 1; chance < 100; ++chance)
        differs = differs || in_order(servers, chance) != in_order(servers, 0);
    assert_true(differs);
}

void nobody_is_left_out_or_told_twice(void **)
{
    std::vector<Srv> servers;
    for (const char *name : {"a", "b", "c", "d", "e"})
        servers.push_back(server(static_cast<std::uint16_t>(servers.size() / 3), static_cast<std::uint16_t>(servers.size()), name));
    for (std::uint64_t chance = 0; chance < 200; ++chance) {
        std::string text = shown(in_order(servers, chance));
        std::sort(text.begin(), text.end());
        assert_string_equal(text.c_str(), "    abcde");
    }
}

void the_first_is_drawn_by_weight(void **)
{
    std::map<std::string, int> first;
    for (std::uint64_t chance = 0; chance < kDraws; ++chance)
        ++first[in_order({server(1, 10, "a"), server(1, 30, "b"), server(1, 60, "c")}, chance).front().target];
    const auto share = [&](const char *name) { return 100.0 * first[name] / kDraws; };
    assert_in_range(static_cast<int>(share("a")), 8, 11);
    assert_in_range(static_cast<int>(share("b")), 28, 31);
    assert_in_range(static_cast<int>(share("c")), 58, 61);
}

void weight_zero_comes_seldom_but_comes(void **)
{
    int zero_first = 0;
    for (std::uint64_t chance = 0; chance < kDraws; ++chance)
        zero_first += in_order({server(1, 99, "a"), server(1, 0, "zero")}, chance).front().target == "zero";
    assert_in_range(zero_first, kDraws / 200, kDraws / 50); // one in a hundred
}

void weights_of_zero_alone_are_tried_all(void **)
{
    assert_int_equal(in_order({server(1, 0, "a"), server(1, 0, "b")}, 7).size(), 2);
    assert_int_equal(in_order({}, 7).size(), 0);
}

} // namespace

int main()
{
    const CMUnitTest service_order[] = {
        cmocka_unit_test(priority_goes_before_all),
        cmocka_unit_test(the_same_chance_gives_the_same_order),
        cmocka_unit_test(nobody_is_left_out_or_told_twice),
        cmocka_unit_test(the_first_is_drawn_by_weight),
        cmocka_unit_test(weight_zero_comes_seldom_but_comes),
        cmocka_unit_test(weights_of_zero_alone_are_tried_all),
    };
    return cmocka_run_group_tests(service_order, nullptr, nullptr);
}
