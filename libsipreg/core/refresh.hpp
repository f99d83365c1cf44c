// SPDX-License-Identifier: LGPL-2.1-or-later
// When to refresh what was granted, and when to retry what failed.
#pragma once

#include "base/units.hpp"
#include "core/account.hpp"

#include <cstdint>
#include <optional>

namespace sipreg::core {

/// Time from the answer to the refresh: @p room before the end, but a tenth of the lifetime at least and a half at most;
/// then up to @p jitter_percent earlier. @p unit is thrown by the caller, in [0, 1).
Millis refresh_delay(std::uint32_t granted_s, Millis room, unsigned jitter_percent, double unit) noexcept;

/// Time to the next attempt after @p failures failures in a row (>= 1).
Millis retry_delay(const Backoff &backoff, unsigned failures, double unit) noexcept;

/// The longest such time.
Millis longest_retry_delay(const Backoff &backoff, double unit) noexcept;

/// The same while the binding still lives for @p remaining: soon enough for several attempts before it ends.
Millis rescue_delay(Millis retry, Millis remaining) noexcept;

/// The same, but not before the registrar wants to be asked again. Its wish is obeyed up to the cap.
Millis no_sooner(Millis wait, const Backoff &backoff, std::optional<std::uint32_t> retry_after_s) noexcept;

} // namespace sipreg::core
