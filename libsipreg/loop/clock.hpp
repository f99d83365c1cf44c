// SPDX-License-Identifier: LGPL-2.1-or-later
// Time that does not jump and goes on during suspend; sofia's timers are made to follow it.
#pragma once

#include "base/units.hpp"

namespace sipreg::loop {

Instant boot_time() noexcept;

/// While one lives, su_time() of this process follows boot_time() (nta-brief 6.3: on the wall clock, a step back
/// freezes transactions or aborts). Counted: the first one installs the hook, the last one restores what was there.
class ClockHook {
public:
    ClockHook();
    ~ClockHook();
    ClockHook(const ClockHook &) = delete;
    ClockHook &operator=(const ClockHook &) = delete;
};

} // namespace sipreg::loop
