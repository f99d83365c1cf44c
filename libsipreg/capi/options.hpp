// SPDX-License-Identifier: LGPL-2.1-or-later
// What an endpoint is made with.
#pragma once

#include "capi/outbox.hpp"
#include "core/address.hpp"
#include "core/health.hpp"
#include "core/heartbeat.hpp"
#include "core/lanes.hpp"
#include "core/locate.hpp"
#include "core/machine.hpp"
#include "net/tls_context.hpp"
#include "nta/agent.hpp"

#include <sipreg/sipreg.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::capi {

struct EventHook {
    sipreg_event_cb callback = nullptr; // null: the queue
    void *user_data = nullptr;
};

struct Options {
    EventHook events;
    TraceHook trace;
    LogHook log;
    Announced announced;
    bool caller_driven = false;
    bool offer_requests = false;
    bool watch_network = false;
    std::vector<core::HostPort> bind_addresses, nameservers;
    std::vector<core::Transport> transports{core::kTransports.begin(), core::kTransports.end()}; // preferred first
    std::shared_ptr<const net::TlsContext> tls_context; // null: the defaults
    Millis connect_limit{3'500};
    Millis idle_limit{32'000};
    core::Keepalives keepalives;
    core::Family family = core::Family::any;
    std::string user_agent = "libsipreg/" SIPREG_VERSION_STRING;
    nta::Timers timers; // t1x64 follows the policy
    core::Policy policy;
    core::Pace pace;
    core::Caution caution;
    std::size_t udp_limit = 1300;
    std::size_t explained_attempts = 4;
    Millis settle_time{1000};
};

} // namespace sipreg::capi
