// SPDX-License-Identifier: LGPL-2.1-or-later
// Every transition of the state machine, found by trying every input wherever one can get.
#pragma once

#include "inputs.hpp"

#include <functional>

namespace sipreg::machine {

struct Transition {
    const core::Session &from;
    const Input &input;
    const core::Step &step;
};

/// Tells of each, breadth first from a fresh session.
void explore(const std::function<void(const Transition &)> &found);

} // namespace sipreg::machine
