// SPDX-License-Identifier: LGPL-2.1-or-later
// The loop: tasks from other threads, descriptors, delays, and the clock under sofia.
#include "loop/loop.hpp"

#include "loop/epoll_of.hpp"
#include "support/spin.hpp"

#include <sofia-sip/su_time.h>

#include <ctime>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>

#include "support/cmocka.hpp"

using namespace sipreg;
using sipreg::test::spin;

extern "C" void (*_su_time)(su_time_t *time);

namespace {

void tasks_of_other_threads_run_in_order(void **)
{
    loop::Loop loop;
    int last = 0;
    bool ordered = true;
    std::thread([&] {
        for (int i = 1; i <= 1000; ++i)
            loop.post([&, i] {
                ordered = ordered && i == last + 1;
                last = i;
            });
    }).join();
    assert_true(spin(loop, [&] { return last == 1000; }));
    assert_true(ordered);
}

void its_descriptor_tells_of_a_task(void **)
{
    loop::Loop loop;
    spin(loop, [] { return true; });
    pollfd ready{loop.descriptor(), POLLIN, 0};
    assert_int_equal(poll(&ready, 1, 0), 0);
    loop.post([] {});
    assert_int_equal(poll(&ready, 1, 1000), 1);
}

void a_delay_calls_once_and_not_before_its_time(void **)
{
    loop::Loop loop;
    int calls = 0;
    const Instant began = loop.now();
    std::unique_ptr<Ongoing> delay;
    {
        const loop::Loop::Hold hold(loop);
        delay = loop.after(Millis(30), [&] { ++calls; });
    }
    assert_true(spin(loop, [&] { return calls > 0; }));
    assert_true(loop.now() - began >= Millis(29));
    spin(loop, [] { return false; }, Millis(60));
    assert_int_equal(calls, 1);
    const loop::Loop::Hold hold(loop);
    delay.reset();
}

void no_delay_at_all_is_a_later_turn(void **)
{
    loop::Loop loop;
    bool called = false;
    std::unique_ptr<Ongoing> delay;
    {
        const loop::Loop::Hold hold(loop);
        delay = loop.after(Millis(0), [&] {
            called = true;
            delay.reset(); // within its own call
        });
        assert_false(called);
    }
    assert_true(spin(loop, [&] { return called; }));
}

void what_was_taken_back_is_not_called(void **)
{
    loop::Loop loop;
    const Descriptor event(eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC));
    bool called = false;
    {
        const loop::Loop::Hold hold(loop);
        auto delay = loop.after(Millis(0), [&] { called = true; });
        auto watch = loop.watch(event.get(), {true, false}, [&](Reactor::Readiness) { called = true; });
    }
    spin(loop, [] { return false; }, Millis(30));
    assert_false(called);
}

void a_watch_may_end_within_its_call(void **)
{
    loop::Loop loop;
    const Descriptor event(eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC));
    Reactor::Readiness seen;
    std::unique_ptr<Ongoing> watch;
    {
        const loop::Loop::Hold hold(loop);
        watch = loop.watch(event.get(), {true, false}, [&](Reactor::Readiness ready) {
            seen = ready;
            watch.reset();
        });
    }
    assert_true(spin(loop, [&] { return !watch; }));
    assert_true(seen.readable);
    assert_false(seen.writable);
}

void the_epoll_descriptor_is_found(void **)
{
    const Descriptor unwatched(eventfd(0, EFD_CLOEXEC));
    assert_int_equal(loop::epoll_of(unwatched.get()), -1);
    loop::Loop loop;
    assert_true(loop.descriptor() >= 0);
}

void sofia_follows_a_clock_that_does_not_jump(void **)
{
    void (*const before)(su_time_t *) = _su_time;
    {
        const loop::ClockHook first, second;
        assert_ptr_not_equal(_su_time, before);
        su_time_t now;
        su_time(&now);
        const long long seconds = static_cast<long long>(now.tv_sec) - 2'208'988'800LL;
        assert_true(std::abs(seconds - static_cast<long long>(std::time(nullptr))) <= 1);
    }
    assert_ptr_equal(_su_time, before); // as the host had it
}

} // namespace

int main()
{
    const CMUnitTest loop[] = {
        cmocka_unit_test(tasks_of_other_threads_run_in_order),
        cmocka_unit_test(its_descriptor_tells_of_a_task),
        cmocka_unit_test(a_delay_calls_once_and_not_before_its_time),
        cmocka_unit_test(no_delay_at_all_is_a_later_turn),
        cmocka_unit_test(what_was_taken_back_is_not_called),
        cmocka_unit_test(a_watch_may_end_within_its_call),
        cmocka_unit_test(the_epoll_descriptor_is_found),
        cmocka_unit_test(sofia_follows_a_clock_that_does_not_jump),
    };
    return cmocka_run_group_tests(loop, nullptr, nullptr);
}
