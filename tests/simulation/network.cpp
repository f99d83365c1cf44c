// SPDX-License-Identifier: LGPL-2.1-or-later
// Packets between hosts and registrar.
#include "simulation/network.hpp"

#include "simulation/host.hpp"

#include <utility>

namespace sipreg::sim {

namespace {

constexpr Millis kCopyDelay{5'000}; // a second copy may come that much later

} // namespace

void Network::carry(const std::shared_ptr<Datagram> &request)
{
    launch({Kind::request, request, nullptr});
}

void Network::launch(Packet packet)
{
    const bool cut = conditions.cut || (conditions.answers_cut && packet.kind != Kind::request);
    if (cut || chance_.happens(conditions.loss))
        return;
    if (chance_.happens(conditions.copies))
        fly(packet, chance_.between(Millis(0), kCopyDelay));
    fly(std::move(packet), Millis(0));
}

void Network::fly(Packet packet, Millis extra)
{
    if (free_.empty()) {
        free_.push_back(packets_.size());
        packets_.emplace_back();
    }
    const std::uint64_t number = free_.back();
    free_.pop_back();
    packets_[number] = std::move(packet);
    const Millis delay = chance_.between(conditions.delay, conditions.delay + conditions.spread);
    agenda_.at(clock_.time + delay + extra, *this, number);
}

void Network::act(std::uint64_t what)
{
    Packet packet = std::exchange(packets_[what], {});
    free_.push_back(what);
    arrive(packet);
}

void Network::arrive(Packet &packet)
{
    if (packet.kind != Kind::request)
        return packet.request->host->hear(*packet.request, packet.answer.get());
    switch (server_.reach(packet.request->node)) {
    case Server::Reached::dead:
        return;
    case Server::Reached::refused:
        return launch({Kind::refusal, packet.request, nullptr});
    case Server::Reached::listening:
        server_.receive(*packet.request);
        if (packet.request->answer)
            launch({Kind::answer, packet.request, packet.request->answer});
    }
}

} // namespace sipreg::sim
