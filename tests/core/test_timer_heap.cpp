// SPDX-License-Identifier: LGPL-2.1-or-later
// The timer heap against a sorted list.
#include "core/timer_heap.hpp"

#include "support/cmocka.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace sipreg::core {

namespace {

struct Item : Timed {
    Instant wanted = kNever; // what the list says
};

Instant at(std::int64_t ms) { return Instant(Millis(ms)); }

void an_empty_heap_wakes_nobody(void **)
{
    TimerHeap<Item> heap;
    Item item;
    assert_true(heap.next() == kNever);
    assert_null(heap.first());
    heap.take_out(item); // was not in it
    heap.set(item, kNever);
    assert_int_equal(heap.size(), 0);
}

void the_soonest_comes_first(void **)
{
    TimerHeap<Item> heap;
    Item late, soon, middle;
    heap.set(late, at(30));
    heap.set(soon, at(10));
    heap.set(middle, at(20));
    assert_ptr_equal(heap.first(), &soon);
    assert_true(heap.next() == at(10));
    heap.take_out(soon);
    assert_ptr_equal(heap.first(), &middle);
    assert_true(soon.due() == kNever);
}

void set_moves_both_ways_and_never_takes_out(void **)
{
    TimerHeap<Item> heap;
    Item a, b;
    heap.set(a, at(10));
    heap.set(b, at(20));
    heap.set(a, at(30));
    assert_ptr_equal(heap.first(), &b);
    heap.set(a, at(5));
    assert_ptr_equal(heap.first(), &a);
    heap.set(a, kNever);
    assert_ptr_equal(heap.first(), &b);
    assert_int_equal(heap.size(), 1);
}

Instant soonest(const std::vector<Item> &items)
{
    Instant least = kNever;
    for (const Item &item : items)
        least = std::min(least, item.wanted);
    return least;
}

// Seed and number of the first step after which heap and list disagreed, or -1.
int first_difference(unsigned seed, int steps)
{
    std::mt19937 dice(seed);
    std::vector<Item> items(100);
    TimerHeap<Item> heap;
    for (int step = 0; step < steps; ++step) {
        Item &item = items[dice() % items.size()];
        item.wanted = dice() % 4 == 0 ? kNever : at(dice() % 1000);
        heap.set(item, item.wanted);
        const bool in = heap.first() == nullptr || heap.first()->wanted == heap.next();
        if (heap.next() != soonest(items) || !in || item.due() != item.wanted)
            return step;
    }
    return -1;
}

void any_order_of_changes_keeps_the_order(void **)
{
    for (unsigned seed = 1; seed <= 20; ++seed)
        if (const int step = first_difference(seed, 2000); step >= 0)
            fail_msg("seed %u, step %d", seed, step);
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest timer_heap[] = {
        cmocka_unit_test(an_empty_heap_wakes_nobody),
        cmocka_unit_test(the_soonest_comes_first),
        cmocka_unit_test(set_moves_both_ways_and_never_takes_out),
        cmocka_unit_test(any_order_of_changes_keeps_the_order),
    };
    return cmocka_run_group_tests(timer_heap, nullptr, nullptr);
}
