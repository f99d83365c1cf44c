// SPDX-License-Identifier: LGPL-2.1-or-later
// When to refresh what was granted, and when to retry what failed.
#include "core/refresh.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

Millis scaled(Millis span, double share) noexcept
{
    return Millis(static_cast<Millis::rep>(static_cast<double>(span.count()) * share));
}

// From the upper half, so that clients of one dead registrar do not come back together.
Millis spread(Seconds ceiling, double unit) noexcept { return scaled(ceiling, 0.5 + 0.5 * unit); }

} // namespace

Millis refresh_delay(std::uint32_t granted_s, Millis room, unsigned jitter_percent, double unit) noexcept
{
    const Millis granted = Seconds(granted_s);
    room = std::min(granted / 2, std::max(granted / 10, room));
    // Earlier by chance, so that what was registered together does not come back together.
    return scaled(granted - room, 1.0 - 0.01 * jitter_percent * unit);
}

Millis retry_delay(const Backoff &backoff, unsigned failures, double unit) noexcept
{
    // RFC 5626 §4.5: the ceiling doubles with each failure in a row. Sixteen doublings pass any cap that is accepted.
    const unsigned doublings = std::min(failures > 0 ? failures - 1 : 0u, 16u);
    return spread(std::min(backoff.cap, Seconds(backoff.base.count() << doublings)), unit);
}

Millis longest_retry_delay(const Backoff &backoff, double unit) noexcept { return spread(backoff.cap, unit); }

Millis rescue_delay(Millis retry, Millis remaining) noexcept
{
    return std::min(retry, std::max(remaining / 3, Millis(1000)));
}

Millis no_sooner(Millis wait, const Backoff &backoff, std::optional<std::uint32_t> retry_after_s) noexcept
{
    return std::max(wait, Millis(std::min(backoff.cap, Seconds(retry_after_s.value_or(0)))));
}

} // namespace sipreg::core
