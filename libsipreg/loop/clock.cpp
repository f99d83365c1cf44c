// SPDX-License-Identifier: LGPL-2.1-or-later
// Time that does not jump, for us and for sofia.
#include "loop/clock.hpp"

#include <sofia-sip/su_time.h>

#include <atomic>
#include <mutex>
#include <time.h>

// Exported by sofia, declared in no header of it; configure has looked for it.
extern "C" void (*_su_time)(su_time_t *time);

namespace sipreg::loop {

namespace {

constexpr long kMillion = 1'000'000;

long long boot_micros() noexcept
{
    timespec now{};
    if (clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<long long>(now.tv_sec) * kMillion + now.tv_nsec / 1000;
}

// Wall-clock time at which our clock stood at zero, fixed once: all threads live on the same time line.
long long epoch_micros() noexcept
{
    static const long long epoch = [] {
        timespec wall{};
        clock_gettime(CLOCK_REALTIME, &wall);
        return static_cast<long long>(wall.tv_sec) * kMillion + wall.tv_nsec / 1000 - boot_micros();
    }();
    return epoch;
}

// Seconds from 1900, where su_time_t begins, to 1970.
constexpr unsigned long kFrom1900To1970 = 2'208'988'800UL;

void steady_su_time(su_time_t *time)
{
    const long long micros = epoch_micros() + boot_micros();
    time->tv_sec = static_cast<unsigned long>(micros / kMillion) + kFrom1900To1970;
    time->tv_usec = static_cast<unsigned long>(micros % kMillion);
}

std::mutex hook_mutex;
unsigned hooks = 0;
void (*saved_hook)(su_time_t *) = nullptr;

} // namespace

Instant boot_time() noexcept { return Instant(Millis(boot_micros() / 1000)); }

ClockHook::ClockHook()
{
    const std::lock_guard lock(hook_mutex);
    if (hooks++ != 0)
        return;
    // Sofia reads the pointer from any thread, without a lock.
    saved_hook = std::atomic_ref(_su_time).exchange(steady_su_time);
}

ClockHook::~ClockHook()
{
    const std::lock_guard lock(hook_mutex);
    if (--hooks == 0)
        std::atomic_ref(_su_time).store(saved_hook);
}

} // namespace sipreg::loop
