// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the requests of a registration go.
#pragma once

#include "registration/registration.hpp"

#include <string>
#include <vector>

namespace sipreg::registration {

/// Where its requests go first: a proxy, the registrar that another one named, or the account's.
const core::Hop &hop_of(const Registration &registration);

/// That, and then the backups.
std::vector<const core::Hop *> hops_of(const Registration &registration);

/// The line in which its requests wait: one per such place.
std::string lane_of(const Registration &registration);

/// All the places that its requests may go to: those with the same ones find the same targets.
std::string way_of(const Registration &registration);

} // namespace sipreg::registration
