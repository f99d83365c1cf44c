// SPDX-License-Identifier: LGPL-2.1-or-later
// A loop with a transport on it.
#pragma once

#include "loop/loop.hpp"
#include "nta/transport.hpp"
#include "support/exchange.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace sipreg::test {

/// Ended in the order that sofia wants.
struct Stage {
    loop::Loop loop;
    TraceLog trace;
    std::unique_ptr<nta::Transport> transport;
    std::vector<std::unique_ptr<registration::Pending>> pending;

    explicit Stage(nta::Options options = {})
    {
        nta::warm_up();
        const loop::Loop::Hold hold(loop);
        transport = std::make_unique<nta::Transport>(loop.root(), loop, std::move(options), trace);
    }
    ~Stage()
    {
        const loop::Loop::Hold hold(loop);
        pending.clear();
        transport.reset();
    }
    void send(const core::Target &target, Exchange &exchange) { send(core::Peer{target, "", nullptr}, exchange); }
    void send(const core::Peer &peer, Exchange &exchange)
    {
        const loop::Loop::Hold hold(loop);
        pending.push_back(transport->send(peer, exchange));
    }
    void drop_all()
    {
        const loop::Loop::Hold hold(loop);
        pending.clear();
    }
};

} // namespace sipreg::test
