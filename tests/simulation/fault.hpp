// SPDX-License-Identifier: LGPL-2.1-or-later
// What can go wrong outside of the library.
#pragma once

#include "base/units.hpp"

#include <span>

namespace sipreg::sim {

class World;
class Chance;

struct Fault {
    /// Whether a binding may be lost by it.
    enum class Harm { mild, hard };

    const char *name;
    Harm harm;
    Seconds shortest, longest;
    void (*begin)(World &world, Chance &chance);
    void (*end)(World &world); // may be null
};

std::span<const Fault> all_faults();

} // namespace sipreg::sim
