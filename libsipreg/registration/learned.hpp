// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar has taught us about itself: few have anything to teach, so it stands apart.
#pragma once

#include "core/demand.hpp"
#include "core/redirect.hpp"

#include <optional>

namespace sipreg::registration {

struct Learned {
    core::Concessions concessions;
    std::optional<core::Redirect> redirect; // where our binding is, or the attempt under way goes
};

} // namespace sipreg::registration
