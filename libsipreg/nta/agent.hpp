// SPDX-License-Identifier: LGPL-2.1-or-later
// One nta_agent_t: made, and fed with what arrives outside of our transactions.
#pragma once

#include "base/trace.hpp"
#include "base/units.hpp"
#include "nta/handles.hpp"

namespace sipreg::nta {

class Inbound;

struct Timers {
    Millis t1{500}, t2{4000}, t4{10};
    Millis t1x64{32'000}; // after which NTA gives a transaction up
};

/// What may be received at once: larger than any answer to REGISTER should be.
inline constexpr unsigned kMaxDatagram = 65536;
/// On a stream sofia counts all answers that have come together as one message, and reads no more from a connection
/// whose message was too large: room for all that the pump lets wait.
inline constexpr unsigned kMaxStream = 1 << 20;

class Agent {
public:
    /// Without sockets; transports are added to it. @p max_size: see kMaxDatagram. Throws Error{system}.
    Agent(su_root_t *root, const Timers &timers, unsigned max_size, Trace &trace, Inbound &inbound);
    Agent(const Agent &) = delete;
    Agent &operator=(const Agent &) = delete;

    nta_agent_t *get() const noexcept { return agent_.get(); }
    Trace &trace() const noexcept { return trace_; }

private:
    static int on_message(Agent *self, nta_agent_t *agent, msg_t *msg, sip_t *sip);

    Trace &trace_;
    Inbound &inbound_;
    AgentPtr agent_;
};

/// Lets sofia set up what it keeps for the whole process, before any thread of ours uses it.
void warm_up();

/// "udp:192.0.2.1:5060", of a message's source or destination.
std::string peer_of(const char *transport, const su_sockaddr_t &address);

} // namespace sipreg::nta
