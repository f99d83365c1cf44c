// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts put together: what lives on the loop's thread from the start of an endpoint to its end.
#pragma once

#include "capi/network.hpp"
#include "capi/offered.hpp"
#include "capi/options.hpp"
#include "capi/queue.hpp"
#include "loop/loop.hpp"
#include "net/resolver.hpp"
#include "net/watch.hpp"
#include "nta/sofia_log.hpp"
#include "nta/transport.hpp"
#include "registration/driver.hpp"

#include <sipreg/sipreg.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace sipreg::capi {

/// Made, used and destroyed within a Hold on the loop.
class Engine final : registration::Listener, nta::InboundListener {
public:
    Engine(loop::Loop &loop, const Options &options, Outbox &outbox, Queue &queue, std::weak_ptr<Runtime> runtime);
    ~Engine() override;

    registration::Driver &driver() noexcept { return driver_; }
    nta::Inbound &inbound() noexcept { return transport_.inbound(); }

    /// Knows the registration from now on, so that its work ends with the engine's.
    void adopt(sipreg_registration_t &registration);
    /// Ends its work.
    void forget(sipreg_registration_t &registration);

    /// Nothing is sent any more until resume(), which goes on with what was under way.
    void suspend();
    void resume();
    /// After a moment of quiet begins with new sockets, from these addresses and with these nameservers if given.
    void network_changed(NetworkChange change);

    const std::vector<sipreg_registration_t *> &roster() const noexcept { return roster_; }

    /// Gives the events of the last turn to the queue.
    void publish();

    /// Does what is due. Milliseconds until it wants to be called again; -1 for never.
    int turn();

private:
    void on_event(registration::Registration &registration, registration::Event event) override;
    void on_request(std::uint64_t number, core::InboundRequest request) override;
    void on_request_over(std::uint64_t number) override;
    int milliseconds_left() const;
    void settle();

    class SystemDice final : public registration::Dice {
        double unit() override;
        std::string hex(std::size_t size) override;
    };
    class LoopClock final : public registration::Clock {
        Instant now() const noexcept override;
    };

    loop::Loop &loop_;
    Queue &queue_;
    const std::weak_ptr<Runtime> runtime_; // for those who answer requests
    const Millis settle_time_;
    std::map<std::uint64_t, std::shared_ptr<const Offered>> offered_; // until they are over
    const nta::SofiaLog log_;
    SystemDice dice_;
    LoopClock clock_;
    nta::Transport transport_;
    std::vector<core::HostPort> nameservers_;
    net::Resolver resolver_;
    registration::Driver driver_;
    Settling settling_;
    std::optional<net::Watch> watch_;
    bool suspended_ = false;
    std::vector<sipreg_registration_t *> roster_;
    std::vector<std::pair<sipreg_registration_t *, registration::Event>> told_; // in this turn
    std::vector<std::shared_ptr<const Offered>> arrived_;                           // as well
};

} // namespace sipreg::capi
