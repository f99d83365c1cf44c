// SPDX-License-Identifier: LGPL-2.1-or-later
// What can happen to a registration, each thing once: the inputs that the state machine is explored with.
#pragma once

#include "core/machine.hpp"

#include <optional>
#include <vector>

namespace sipreg::machine {

/// Where the exploration stands. A session's instants are of this moment.
struct Node {
    core::Session session;
    Instant now{};
};

struct Input {
    const char *name;
    const char *group; // for an arrow that has not room for all
    /// What the machine makes of it at @p node, whose time it may move on; nothing if it cannot happen there.
    std::optional<core::Step> (*happen)(Node &node);
};

const std::vector<Input> &inputs();

} // namespace sipreg::machine
