// SPDX-License-Identifier: LGPL-2.1-or-later
// The targets of an attempt, in order (RFC 3263; names by A and AAAA only so far).
#pragma once

#include "core/account.hpp"

#include <optional>
#include <vector>

namespace sipreg::core {

/// The target of a hop that names an address; nothing must be looked up then.
std::optional<Target> numeric_target(const Hop &hop);

/// Targets for the addresses that a lookup of hop.host gave, its order kept, repeats left out, at most 16.
std::vector<Target> targets_of(const Hop &hop, const std::vector<IpAddress> &addresses);

} // namespace sipreg::core
