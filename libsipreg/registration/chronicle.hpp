// SPDX-License-Identifier: LGPL-2.1-or-later
// Keeps the history of a registration while the driver works on it.
#pragma once

#include "core/machine.hpp"
#include "registration/registration.hpp"

#include <cstddef>

namespace sipreg::registration {

/// At most @p depth attempts are kept of each registration; 0 keeps none.
class Chronicle {
public:
    explicit Chronicle(std::size_t depth) : depth_(depth) {}

    /// The step that the machine took, before it is carried out; the attempt that it ends is still there.
    void on_step(Registration &registration, const core::Step &step, Instant now) const;

private:
    const std::size_t depth_;
};

} // namespace sipreg::registration
