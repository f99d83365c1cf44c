// SPDX-License-Identifier: LGPL-2.1-or-later
// A flow that registrations want to be kept open: it is pinged, and they are told when it is lost.
#pragma once

#include "base/reactor.hpp"
#include "core/heartbeat.hpp"
#include "registration/ports.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::nta {

class Upkeep : public std::enable_shared_from_this<Upkeep> {
public:
    struct Calls {
        std::function<void()> ping;              // to be sent now
        std::function<void(core::Trouble)> dead; // the peer does not answer; end() is to follow
        std::function<void()> left;              // nobody holds it any more
    };

    /// @p peer is named in what is said of it.
    Upkeep(Reactor &reactor, std::string peer, Calls calls);

    /// As long as the Pending lives, @p watch is told of the end. It may outlive this.
    std::unique_ptr<registration::Pending> hold(const core::Care &care, registration::FlowWatch &watch);
    bool is_held() const noexcept { return !holders_.empty(); }

    void on_heard(bool pong) noexcept { pong ? heartbeat_.on_pong() : heartbeat_.on_heard(); }

    /// Asks for a sign of life now.
    void hurry();

    /// The flow is lost: tells all who hold it.
    void end(const core::Trouble &trouble);

    /// Its owner goes; nobody is told.
    void stop() noexcept;

private:
    class Holder;

    void leave(Holder &holder);
    void arm();
    void on_time();

    Reactor &reactor_;
    const std::string peer_;
    Calls calls_;
    core::Heartbeat heartbeat_;
    std::vector<Holder *> holders_;
    std::unique_ptr<Ongoing> timer_;
    Instant armed_ = kNever;
};

} // namespace sipreg::nta
