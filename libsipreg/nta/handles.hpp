// SPDX-License-Identifier: LGPL-2.1-or-later
// Owners of what sofia gives out.
#pragma once

#include "nta/sofia.hpp"

#include <memory>

namespace sipreg::nta {

struct AgentEnd {
    void operator()(nta_agent_t *agent) const noexcept { nta_agent_destroy(agent); }
};
struct MsgEnd {
    void operator()(msg_t *msg) const noexcept { msg_destroy(msg); }
};
struct TportEnd {
    void operator()(tport_t *tport) const noexcept { tport_unref(tport); }
};

using AgentPtr = std::unique_ptr<nta_agent_t, AgentEnd>;
using MsgPtr = std::unique_ptr<msg_t, MsgEnd>;
using TportPtr = std::unique_ptr<tport_t, TportEnd>;

} // namespace sipreg::nta
