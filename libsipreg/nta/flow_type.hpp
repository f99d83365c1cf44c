// SPDX-License-Identifier: LGPL-2.1-or-later
// A transport type of ours for sofia: its connections are handed over, never opened by it.
#pragma once

#include "nta/sofia.hpp"

namespace sipreg::nta {

/// Adds a primary transport "tls" of our type to @p agent, which has none yet, to hang connections below. Null if this sofia
/// is not built as we know it: then there is no TLS.
tport_t *add_flow_primary(nta_agent_t *agent);

} // namespace sipreg::nta
