// SPDX-License-Identifier: LGPL-2.1-or-later
// Time as values: nobody here reads a clock.
#pragma once

#include <chrono>

namespace sipreg {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

/// Names the time line that instants stand on; it has no now().
struct TimeLine {
    using rep = Millis::rep;
    using period = Millis::period;
    using duration = Millis;
    using time_point = std::chrono::time_point<TimeLine, Millis>;
    static constexpr bool is_steady = true;
};

using Instant = TimeLine::time_point;

/// The instant that does not come: "no timer wanted".
inline constexpr Instant kNever = Instant::max();

} // namespace sipreg
