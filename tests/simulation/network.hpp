// SPDX-License-Identifier: LGPL-2.1-or-later
// Packets between hosts and registrar: lost, late, doubled, out of order.
#pragma once

#include "simulation/agenda.hpp"
#include "simulation/chance.hpp"
#include "simulation/datagram.hpp"

#include <vector>

namespace sipreg::sim {

struct Conditions {
    double loss = 0, copies = 0;
    Millis delay{10}, spread{20};
    bool cut = false, answers_cut = false;
};

/// Where requests arrive.
class Server {
public:
    virtual ~Server() = default;
    enum class Reached { listening, refused, dead };
    virtual Reached reach(unsigned node) const = 0;
    /// Sets the answer; none if it stays silent.
    virtual void receive(Datagram &request) = 0;
};

class Network final : Actor {
public:
    Network(Clock &clock, Agenda &agenda, Server &server, Chance chance)
        : clock_(clock), agenda_(agenda), server_(server), chance_(chance)
    {
    }

    Conditions conditions;

    void carry(const std::shared_ptr<Datagram> &request);

private:
    enum class Kind { request, answer, refusal };
    struct Packet {
        Kind kind = Kind::request;
        std::shared_ptr<Datagram> request;
        std::shared_ptr<const core::Reply> answer;
    };

    void act(std::uint64_t what) override;
    void launch(Packet packet);
    void fly(Packet packet, Millis extra);
    void arrive(Packet &packet);

    Clock &clock_;
    Agenda &agenda_;
    Server &server_;
    Chance chance_;
    std::vector<Packet> packets_; // by number
    std::vector<std::uint64_t> free_;
};

} // namespace sipreg::sim
