// SPDX-License-Identifier: LGPL-2.1-or-later
// What the driver needs of the world.
#pragma once

#include "base/units.hpp"
#include "core/account.hpp"
#include "core/dns.hpp"
#include "core/flow_terms.hpp"
#include "core/peer.hpp"
#include "core/reply.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::registration {

/// Something asked for that will be answered later. Destroying it takes the question back: no call follows.
class Pending {
public:
    virtual ~Pending() = default;
};

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const noexcept = 0;
};

class Dice {
public:
    virtual ~Dice() = default;
    /// In [0, 1).
    virtual double unit() = 0;
    /// @p size unguessable bytes as lower-case hex.
    virtual std::string hex(std::size_t size) = 0;
};

/// One request and its answer. on_reply() or on_silence() is called once, after Transport::send() has returned;
/// compose() may come within, and once at most.
class Exchange {
public:
    virtual ~Exchange() = default;
    /// The message, now that the local address is known.
    virtual std::string compose(const core::HostPort &local) = 0;
    /// The final answer. The Pending and this object may be destroyed inside.
    virtual void on_reply(core::Reply reply) = 0;
    /// There will be none. The Pending and this object may be destroyed inside.
    virtual void on_silence(core::Trouble trouble) = 0;
};

/// Hears that a flow which is kept open is lost.
class FlowWatch {
public:
    virtual ~FlowWatch() = default;
    /// Called once. The Pending and this object may be destroyed inside.
    virtual void on_flow_lost(core::Trouble trouble) = 0;
};

class Transport {
public:
    virtual ~Transport() = default;
    virtual std::unique_ptr<Pending> send(const core::Peer &peer, Exchange &exchange) = 0;

    /// Keeps the flow open by which @p peer has just answered a request from @p local, and watches it, as long as the Pending
    /// lives: the registrar reaches us by it. Null if there is none any more.
    virtual std::unique_ptr<Pending> keep(const core::Peer &peer, const core::HostPort &local, const core::FlowTerms &terms,
                                          FlowWatch &watch) = 0;
};

class Lookup {
public:
    virtual ~Lookup() = default;
    /// This object may be destroyed inside.
    virtual void on_answer(const core::dns::Question &question, core::dns::AnswerPtr answer) = 0;
};

class Resolver {
public:
    virtual ~Resolver() = default;
    /// The answer may come within the call; the Pending is empty then.
    virtual std::unique_ptr<Pending> ask(const core::dns::Question &question, Lookup &lookup) = 0;
};

struct Ports {
    Transport &transport;
    Resolver &resolver;
    Clock &clock;
    Dice &dice;
};

} // namespace sipreg::registration
