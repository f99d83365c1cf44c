// SPDX-License-Identifier: LGPL-2.1-or-later
// One TCP connection to one peer: connected by us, then handed to NTA as a transport of its own.
#pragma once

#include "base/descriptor.hpp"
#include "base/reactor.hpp"
#include "nta/agent.hpp"
#include "registration/ports.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::nta {

class Transaction;

class Flow : public std::enable_shared_from_this<Flow> {
public:
    Flow(const Agent &agent, Reactor &reactor, const core::Peer &peer);
    ~Flow();
    Flow(const Flow &) = delete;
    Flow &operator=(const Flow &) = delete;

    /// Begins to connect, from @p source if it is given. What fails is told to those who ride, in a later turn.
    void open(const std::optional<core::IpAddress> &source);

    /// Sends @p transaction, now or when connected.
    void carry(Transaction &transaction);

    /// A transaction ends. One that was sent and not answered leaves doubt: nobody else is carried then.
    void leave(Transaction &transaction, bool unanswered) noexcept;

    /// Whether a new transaction may be carried.
    bool usable() const noexcept { return !closed_ && !doubted_; }

private:
    void connected();
    void attach();
    void fail(int error);
    static void on_closed(tp_stack_t *, tp_client_t *self, tport_t *, msg_t *, int error);

    const Agent &agent_;
    Reactor &reactor_;
    const core::Peer peer_;
    Descriptor socket_;            // until NTA has it
    std::unique_ptr<Ongoing> next_; // what is waited for: the connection, or the turn in which a failure is told
    TportPtr tport_;
    int pending_ = 0; // NTA's number of our wish to hear of the end
    core::HostPort local_;
    std::vector<Transaction *> riders_;
    bool closed_ = false;
    bool doubted_ = false;
};

} // namespace sipreg::nta
