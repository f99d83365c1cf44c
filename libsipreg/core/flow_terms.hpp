// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar says of the flow over which it was reached (RFC 5626).
#pragma once

#include "base/units.hpp"

#include <string_view>

namespace sipreg::core {

struct FlowTerms {
    Seconds timer{0};      // Flow-Timer: to be heard of at least that often (§4.4); 0: it does not say
    bool outbound = false; // it calls us over this flow alone (§4.2.1), and answers our pings
};

/// From the head of a 2xx.
FlowTerms read_flow_terms(std::string_view head);

} // namespace sipreg::core
