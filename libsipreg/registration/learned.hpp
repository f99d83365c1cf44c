// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar has taught us about itself: few have anything to teach, so it stands apart.
#pragma once

#include "core/demand.hpp"
#include "core/own.hpp"
#include "core/redirect.hpp"
#include "core/services.hpp"

#include <memory>
#include <optional>
#include <string>

namespace sipreg::registration {

struct Learned {
    core::Concessions concessions;
    std::optional<core::Redirect> redirect; // where our binding is, or the attempt under way goes
    std::string shown;                      // our Contact as the registrar shows it, if not as it was sent
    core::Foreign foreign;                  // bindings of others in its last answer
    std::shared_ptr<const core::Services> services; // that came with the binding
};

} // namespace sipreg::registration
