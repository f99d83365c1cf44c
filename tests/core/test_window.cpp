// SPDX-License-Identifier: LGPL-2.1-or-later
// The window: bounded, first come first served, and left from anywhere in the line.
#include "core/window.hpp"

#include "support/cmocka.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

namespace sipreg::core {

namespace {

struct Item : Waiting<Item> {};

void places_are_given_in_order_up_to_the_limit(void **)
{
    Window<Item> window(2);
    Item a, b, c;
    window.enqueue(a);
    window.enqueue(b);
    window.enqueue(c);
    assert_ptr_equal(window.admit(), &a);
    assert_ptr_equal(window.admit(), &b);
    assert_null(window.admit());
    assert_int_equal(window.outstanding(), 2);
    window.give_back();
    assert_ptr_equal(window.admit(), &c);
    window.give_back();
    assert_null(window.admit()); // a place, but nobody waits
    window.give_back();
    assert_int_equal(window.outstanding(), 0);
}

// Three stand in line, number @p leaving leaves; the others keep their order.
bool order_is_kept_without(int leaving)
{
    Window<Item> window(3);
    Item items[3];
    for (Item &item : items)
        window.enqueue(item);
    window.leave(items[leaving]);
    window.leave(items[leaving]); // once more is nothing
    for (int i = 0; i < 3; ++i)
        if (i != leaving && window.admit() != &items[i])
            return false;
    return window.admit() == nullptr;
}

void anyone_may_leave_the_line(void **)
{
    for (int leaving = 0; leaving < 3; ++leaving)
        assert_true(order_is_kept_without(leaving));
}

void who_left_may_come_again(void **)
{
    Window<Item> window(1);
    Item a, b;
    window.enqueue(a);
    window.enqueue(b);
    window.leave(a);
    window.enqueue(a);
    assert_ptr_equal(window.admit(), &b);
    window.give_back();
    assert_ptr_equal(window.admit(), &a);
}

int first_difference(unsigned seed)
{
    std::mt19937 dice(seed);
    std::vector<Item> items(50);
    std::deque<Item *> line;
    std::size_t out = 0;
    Window<Item> window(5);
    for (int step = 0; step < 2000; ++step) {
        Item *const item = &items[dice() % items.size()];
        const auto in_line = std::find(line.begin(), line.end(), item);
        switch (dice() % 3) {
        case 0:
            if (in_line != line.end())
                break;
            window.enqueue(*item);
            line.push_back(item);
            break;
        case 1:
            window.leave(*item);
            if (in_line != line.end())
                line.erase(in_line);
            break;
        default:
            if (out == 5 || (out > 0 && dice() % 2 == 0))
                window.give_back(), --out;
            Item *const wanted = line.empty() ? nullptr : line.front();
            if (window.admit() != wanted)
                return step;
            if (wanted != nullptr)
                line.pop_front(), ++out;
        }
        if (window.outstanding() != out)
            return step;
    }
    return -1;
}

void any_order_of_changes_keeps_the_line(void **)
{
    for (unsigned seed = 1; seed <= 20; ++seed)
        if (const int step = first_difference(seed); step >= 0)
            fail_msg("seed %u, step %d", seed, step);
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest window[] = {
        cmocka_unit_test(places_are_given_in_order_up_to_the_limit),
        cmocka_unit_test(anyone_may_leave_the_line),
        cmocka_unit_test(who_left_may_come_again),
        cmocka_unit_test(any_order_of_changes_keeps_the_line),
    };
    return cmocka_run_group_tests(window, nullptr, nullptr);
}
