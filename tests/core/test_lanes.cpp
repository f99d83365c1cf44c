// SPDX-License-Identifier: LGPL-2.1-or-later
// The lanes: bounded, first come first served, left from anywhere, and never faster than the rate.
#include "core/lanes.hpp"

#include "support/cmocka.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

namespace sipreg::core {

namespace {

struct Item : Waiting<Item> {};

constexpr Instant kNow{Millis(5'000)};

struct Line : Lanes<Item> {
    explicit Line(std::size_t limit) : Lanes<Item>({limit}) {}
    void push(Item &item) { enqueue(item, "a", false, kNow); }
    void drop(Item &item) { leave(item, kNow); }
    Item *take() { return admit(kNow); }
};

void places_are_given_in_order_up_to_the_limit(void **)
{
    Line line(2);
    Item a, b, c;
    line.push(a);
    line.push(b);
    line.push(c);
    assert_ptr_equal(line.take(), &a);
    assert_ptr_equal(line.take(), &b);
    assert_null(line.take());
    assert_true(line.next() == kNever); // before a place is free
    assert_int_equal(line.outstanding(), 2);
    line.give_back();
    assert_ptr_equal(line.take(), &c);
    line.give_back();
    assert_null(line.take()); // a place, but nobody waits
    line.give_back();
    assert_int_equal(line.outstanding(), 0);
    assert_int_equal(line.lanes(), 0);
}

// Three stand in line, number @p leaving leaves; the others keep their order.
bool order_is_kept_without(int leaving)
{
    Line line(3);
    Item items[3];
    for (Item &item : items)
        line.push(item);
    line.drop(items[leaving]);
    line.drop(items[leaving]); // once more is nothing
    for (int i = 0; i < 3; ++i)
        if (i != leaving && line.take() != &items[i])
            return false;
    return line.take() == nullptr;
}

void anyone_may_leave_the_line(void **)
{
    for (int leaving = 0; leaving < 3; ++leaving)
        assert_true(order_is_kept_without(leaving));
}

void who_goes_on_with_an_attempt_comes_first(void **)
{
    Line line(1);
    Item a, b, c;
    line.push(a);
    line.push(b);
    assert_ptr_equal(line.take(), &a);
    line.give_back();
    line.enqueue(a, "a", true, kNow);
    assert_ptr_equal(line.take(), &a);
    line.give_back();
    line.enqueue(c, "a", true, kNow);
    line.drop(b);
    assert_ptr_equal(line.take(), &c);
}

void a_long_lane_does_not_starve_another(void **)
{
    Lanes<Item> lanes({1});
    std::vector<Item> many(100);
    Item other;
    for (Item &item : many)
        lanes.enqueue(item, "long", false, kNow);
    lanes.enqueue(other, "short", false, kNow + Millis(1));
    Instant now = kNow + Millis(2);
    int before = 0;
    for (; lanes.admit(now) != &other; now += Millis(1), ++before)
        lanes.give_back();
    assert_in_range(before, 0, 1);
}

// How many of a crowd go within each second, at most.
int most_in_a_second(std::uint32_t registrar_per_s, std::uint32_t total_per_s, int lanes_used)
{
    Lanes<Item> lanes({10'000, registrar_per_s, total_per_s});
    std::vector<Item> crowd(6'000);
    for (std::size_t i = 0; i < crowd.size(); ++i)
        lanes.enqueue(crowd[i], std::to_string(i % static_cast<std::size_t>(lanes_used)), false, kNow);
    std::deque<Instant> recent;
    std::size_t most = 0;
    for (Instant now = kNow; now < kNow + Seconds(2); now = std::max(lanes.next(), now + Millis(1)))
        while (lanes.admit(now) != nullptr) {
            recent.push_back(now);
            while (recent.front() <= now - Millis(1000))
                recent.pop_front();
            most = std::max(most, recent.size());
        }
    return static_cast<int>(most);
}

void no_second_sees_more_than_the_rate(void **)
{
    for (const std::uint32_t rate : {1u, 3u, 7u, 300u, 999u, 1000u, 1001u, 2500u}) {
        const int most = most_in_a_second(rate, 0, 1);
        if (most > static_cast<int>(rate) || most < static_cast<int>(rate) * 9 / 10)
            fail_msg("%d went in a second at a rate of %u", most, rate);
    }
    assert_int_equal(most_in_a_second(10, 0, 3), 30);
    assert_int_equal(most_in_a_second(0, 25, 3), 25);
    assert_int_equal(most_in_a_second(0, 0, 3), 6'000);
}

void an_idle_lane_is_forgotten_once_its_rate_is(void **)
{
    Lanes<Item> lanes({10, 2});
    Item item;
    lanes.enqueue(item, "a", false, kNow);
    assert_ptr_equal(lanes.admit(kNow), &item);
    assert_int_equal(lanes.lanes(), 1);
    assert_true(lanes.next() > kNow);
    assert_null(lanes.admit(lanes.next()));
    assert_int_equal(lanes.lanes(), 0);
    assert_true(lanes.next() == kNever);
}

int first_difference(unsigned seed)
{
    std::mt19937 dice(seed);
    std::vector<Item> items(50);
    std::deque<Item *> line;
    std::size_t out = 0;
    Line lanes(5);
    for (int step = 0; step < 2000; ++step) {
        Item *const item = &items[dice() % items.size()];
        const auto in_line = std::find(line.begin(), line.end(), item);
        switch (dice() % 3) {
        case 0:
            if (in_line != line.end())
                break;
            lanes.push(*item);
            line.push_back(item);
            break;
        case 1:
            lanes.drop(*item);
            if (in_line != line.end())
                line.erase(in_line);
            break;
        default:
            if (out == 5 || (out > 0 && dice() % 2 == 0))
                lanes.give_back(), --out;
            Item *const wanted = line.empty() ? nullptr : line.front();
            if (lanes.take() != wanted)
                return step;
            if (wanted != nullptr)
                line.pop_front(), ++out;
        }
        if (lanes.outstanding() != out || lanes.lanes() != (line.empty() ? 0 : 1))
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
    const CMUnitTest lanes[] = {
        cmocka_unit_test(places_are_given_in_order_up_to_the_limit),
        cmocka_unit_test(anyone_may_leave_the_line),
        cmocka_unit_test(who_goes_on_with_an_attempt_comes_first),
        cmocka_unit_test(a_long_lane_does_not_starve_another),
        cmocka_unit_test(no_second_sees_more_than_the_rate),
        cmocka_unit_test(an_idle_lane_is_forgotten_once_its_rate_is),
        cmocka_unit_test(any_order_of_changes_keeps_the_line),
    };
    return cmocka_run_group_tests(lanes, nullptr, nullptr);
}
