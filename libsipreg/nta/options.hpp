// SPDX-License-Identifier: LGPL-2.1-or-later
// How the transport over NTA is to be.
#pragma once

#include "base/log.hpp"
#include "core/heartbeat.hpp"
#include "core/peer.hpp"
#include "nta/agent.hpp"
#include "nta/inbound.hpp"

#include <memory>
#include <vector>

namespace sipreg::nta {

struct Options {
    Timers timers{};
    std::vector<core::HostPort> bind{}; // numeric; the first of each family and link counts
    std::vector<core::Transport> transports{core::kTransports.begin(), core::kTransports.end()}; // that may be used
    std::shared_ptr<const net::TlsContext> tls_context{}; // of peers that have none of their own; null: the defaults
    Log *log = nullptr; // hears of connections whose peer is not verified
    Millis connect_limit{3'500}; // handshakes included; less than a target is given, so that this is what is told
    Millis idle_limit{32'000};   // after which a connection that nobody needs is closed
    core::Keepalives keepalives{};
    Inbound::Options inbound{};
};

} // namespace sipreg::nta
