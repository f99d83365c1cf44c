// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar as the network meets it: two nodes with the same books, transactions, overload, and nonsense.
#pragma once

#include "simulation/agenda.hpp"
#include "simulation/network.hpp"
#include "simulation/registrar.hpp"

namespace sipreg::sim {

/// What goes wrong with answers just now, as shares of all requests.
struct Trouble {
    double busy = 0;    // answered 5xx, and not looked at
    double garbage = 0; // answered with nonsense
    std::uint32_t retry_after_s = 0; // in busy answers; 0: none
};

class Service final : public Server {
public:
    static constexpr unsigned kNodes = 2;

    Service(Clock &clock, Registrar &registrar, Chance chance)
        : clock_(clock), registrar_(registrar), chance_(chance)
    {
    }

    Trouble trouble;
    Reached nodes[kNodes] = {Reached::listening, Reached::listening};

    /// Transactions are forgotten, and what else the registrar was told to forget.
    void restart() { ++life_; }

    Reached reach(unsigned node) const override { return node < kNodes ? nodes[node] : Reached::dead; }
    void receive(Datagram &request) override;

private:
    core::Reply answer(Datagram &request);
    core::Reply busy();
    core::Reply nonsense(Datagram &request);
    core::Reply honest(Datagram &request);

    Clock &clock_;
    Registrar &registrar_;
    Chance chance_;
    unsigned life_ = 1;
};

} // namespace sipreg::sim
