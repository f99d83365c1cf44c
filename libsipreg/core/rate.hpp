// SPDX-License-Identifier: LGPL-2.1-or-later
// At most so many per second, evenly spaced, on a clock of milliseconds.
#pragma once

#include "base/units.hpp"

#include <algorithm>
#include <cstdint>

namespace sipreg::core {

class Rate {
public:
    /// 0: no limit.
    explicit Rate(std::uint32_t per_second) noexcept
        : interval_us_(per_second == 0 ? 0 : (kSecondAndTick + per_second - 1) / per_second)
    {
    }

    /// The earliest instant at which one more may go.
    Instant next() const noexcept { return interval_us_ == 0 ? Instant::min() : Instant(Millis(next_us_ / 1000)); }

    /// One goes now.
    void take(Instant now) noexcept
    {
        const std::int64_t now_us = now.time_since_epoch().count() * 1000;
        next_us_ = std::max(next_us_, now_us) + interval_us_;
    }

private:
    // A millisecond more than the second, since instants are cut to milliseconds: no second ever sees one too many.
    static constexpr std::int64_t kSecondAndTick = 1'001'000;

    std::int64_t interval_us_;
    std::int64_t next_us_ = 0;
};

} // namespace sipreg::core
