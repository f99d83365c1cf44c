// SPDX-License-Identifier: LGPL-2.1-or-later
// The way between one UDP socket and one peer, as far as it is to be kept open.
#pragma once

#include "base/reactor.hpp"
#include "core/heartbeat.hpp"
#include "core/stun.hpp"
#include "nta/sofia.hpp"
#include "nta/upkeep.hpp"

#include <memory>
#include <optional>
#include <string>

namespace sipreg::nta {

class DatagramFlow {
public:
    DatagramFlow(Reactor &reactor, tport_t *socket, const core::Target &peer);
    ~DatagramFlow() { upkeep_->stop(); }
    DatagramFlow(const DatagramFlow &) = delete;
    DatagramFlow &operator=(const DatagramFlow &) = delete;

    std::unique_ptr<registration::Pending> hold(const core::Keepalives &wanted, const core::FlowTerms &terms,
                                                registration::FlowWatch &watch);
    bool is_held() const noexcept { return upkeep_->is_held(); }

    void on_stun(const core::StunAnswer &answer);

private:
    void ping();

    tport_t *const socket_;
    const core::Target peer_;
    bool stun_ = false;
    std::string id_; // of the STUN request that waits for its answer, or of the next
    std::optional<core::Target> seen_; // where the peer saw us
    const std::shared_ptr<Upkeep> upkeep_;
};

} // namespace sipreg::nta
