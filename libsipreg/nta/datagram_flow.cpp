// SPDX-License-Identifier: LGPL-2.1-or-later
// The way between one UDP socket and one peer.
#include "nta/datagram_flow.hpp"

#include "base/random.hpp"
#include "nta/raw.hpp"

#include <utility>

namespace sipreg::nta {

DatagramFlow::DatagramFlow(Reactor &reactor, tport_t *socket, const core::Target &peer)
    : socket_(socket), peer_(peer), id_(random_bytes(core::kStunIdSize)),
      upkeep_(std::make_shared<Upkeep>(reactor, core::to_string(peer),
                                       Upkeep::Calls{[this] { ping(); },
                                                     [this](const core::Trouble &trouble) { upkeep_->end(trouble); },
                                                     {}}))
{
}

std::unique_ptr<registration::Pending> DatagramFlow::hold(const core::Keepalives &wanted, const core::FlowTerms &terms,
                                                          registration::FlowWatch &watch)
{
    stun_ = stun_ || core::is_stun(wanted, terms);
    return upkeep_->hold(core::care_for(wanted, peer_.transport, terms), watch);
}

// RFC 5626 §4.4.2: that which keeps the flow open over UDP; an empty line is what others send who are not answered.
void DatagramFlow::ping()
{
    send_raw(socket_, peer_, stun_ ? core::write_stun_request(id_) : "\r\n\r\n");
}

// An answer that nobody asked for may come from anybody. Another address means that the way in is another (§4.4.2).
void DatagramFlow::on_stun(const core::StunAnswer &answer)
{
    if (answer.id != id_)
        return;
    id_ = random_bytes(core::kStunIdSize);
    upkeep_->on_heard(true);
    const std::optional<core::Target> before = std::exchange(seen_, answer.seen ? answer.seen : seen_);
    if (before && before != seen_)
        upkeep_->end({core::Silence::broken, "at " + core::to_string(peer_) + " we are seen at another address than before"});
}

} // namespace sipreg::nta
