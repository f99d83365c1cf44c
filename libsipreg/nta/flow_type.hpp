// SPDX-License-Identifier: LGPL-2.1-or-later
// A transport type of ours for sofia: its connections are handed over, never opened by it.
#pragma once

#include "core/address.hpp"
#include "nta/sofia.hpp"

namespace sipreg::nta {

/// Adds a primary transport of our type to @p agent, which has none of its kind yet, to hang connections of @p transport, which
/// is not UDP, below. Null if this sofia is not built as we know it: then there are no connections.
tport_t *add_flow_primary(nta_agent_t *agent, core::Transport transport);

} // namespace sipreg::nta
