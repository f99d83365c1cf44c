// SPDX-License-Identifier: LGPL-2.1-or-later
// A target as it was located.
#pragma once

#include "core/address.hpp"

#include <cstdint>

namespace sipreg::core {

struct Place {
    Target target;
    std::uint16_t rank = 0; // lower ones are preferred; equal ones share the load (RFC 2782)
    bool any_transport = false; // nobody named the transport: by the size of a request it may be another (RFC 3261 §18.1.1)
    std::uint8_t hop = 0; // number of the one for which it was found

    bool operator==(const Place &) const = default;
};

} // namespace sipreg::core
