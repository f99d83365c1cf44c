// SPDX-License-Identifier: LGPL-2.1-or-later
// One connection to one peer: connected by us, checked if it is TLS, upgraded if it is WebSocket, then pumped to NTA, for which
// it is a transport of its own.
#pragma once

#include "base/descriptor.hpp"
#include "base/reactor.hpp"
#include "net/tls_sessions.hpp"
#include "net/stream.hpp"
#include "nta/agent.hpp"
#include "nta/pump.hpp"
#include "nta/upkeep.hpp"
#include "registration/ports.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::nta {

class Transaction;

/// What the flows of one kind have in common.
struct Ground {
    const Agent &agent;
    tport_t *primary; // they hang below it
    Reactor &reactor;
    net::TlsSessions &sessions;
    Millis limit; // to connect and shake hands
    Millis idle;  // how long one that nobody needs stays open
    core::Keepalives keepalives;
};

class Flow : public std::enable_shared_from_this<Flow> {
public:
    /// @p peer has TLS settings if its transport needs them.
    Flow(const Ground &ground, const core::Peer &peer);
    ~Flow();
    Flow(const Flow &) = delete;
    Flow &operator=(const Flow &) = delete;

    /// Begins to connect, from @p source if it is given. What fails is told to those who ride, in a later turn.
    void open(const std::optional<core::IpAddress> &source);

    /// Sends @p transaction, now or when connected.
    void carry(Transaction &transaction);

    /// A transaction ends. One that was sent and not answered leaves doubt: nobody else is carried then, until
    /// something is heard.
    void leave(Transaction &transaction, bool unanswered) noexcept;

    /// Keeps it open as long as the Pending lives; it may outlive this.
    std::unique_ptr<registration::Pending> hold(const core::FlowTerms &terms, registration::FlowWatch &watch);
    bool is_held() const noexcept { return upkeep_->is_held(); }

    /// Whether it is alive is to be found out, for those who hold it.
    void ask_if_alive() { upkeep_->hurry(); }

    /// What ended it, if that is known better than by NTA.
    const std::optional<core::Trouble> &trouble() const noexcept { return trouble_; }

    /// Whether a new transaction may be carried.
    bool usable() const noexcept { return !closed_ && !doubted_; }

private:
    void dial();
    void connected();
    std::unique_ptr<net::Stream> new_stream();
    std::unique_ptr<net::Stream> new_connection();
    void shake_hands();
    void refused();
    void hand_over();
    bool hang_below_primary(Descriptor socket);
    void launch_riders();
    void launch(Transaction &rider);
    void notice_silence();
    void ping();
    void heard(bool pong);
    void look_if_idle();
    void close();
    void out_of_time();
    void ended(core::Trouble trouble);
    void fail(core::Trouble trouble);
    void fail_soon(core::Trouble trouble);
    bool is_secure() const noexcept { return peer_.tls != nullptr; }
    std::string name() const { return core::to_string(peer_.target); }
    static void on_closed(tp_stack_t *, tp_client_t *self, tport_t *, msg_t *, int error);

    const Ground ground_;
    const core::Peer peer_;
    std::optional<core::IpAddress> source_;
    Descriptor socket_;                     // until it is connected
    std::unique_ptr<net::Stream> stream_;   // until it is pumped
    std::unique_ptr<Pump> pump_;
    std::unique_ptr<Ongoing> limit_; // until all is done
    std::unique_ptr<Ongoing> next_;  // what is waited for: readiness, or the turn in which a failure is told
    std::optional<core::Trouble> trouble_; // what the pump ended with
    TportPtr tport_;
    int pending_ = 0; // NTA's number of our wish to hear of the end
    core::HostPort local_;
    std::vector<Transaction *> riders_;
    const std::shared_ptr<Upkeep> upkeep_;
    Instant needed_at_{};              // last
    std::unique_ptr<Ongoing> look_; // whether it is needed
    bool closed_ = false;
    bool doubted_ = false;
};

} // namespace sipreg::nta
