// SPDX-License-Identifier: LGPL-2.1-or-later
// Where we stand in a network: the agents, their UDP sockets, and the connections that were made from there.
#pragma once

#include "nta/datagram_flow.hpp"
#include "nta/flow.hpp"
#include "nta/options.hpp"
#include "nta/source.hpp"
#include "nta/stun_ear.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sipreg::nta {

class Footing {
public:
    /// Takes no port. All that is given has to outlive this. Throws Error{system}.
    Footing(su_root_t *root, Reactor &reactor, Trace &trace, Inbound &inbound, const Options &options,
            net::TlsSessions &sessions);
    ~Footing();
    Footing(const Footing &) = delete;
    Footing &operator=(const Footing &) = delete;

    /// Sends over a UDP socket at @p wanted; false if there is none to be had.
    bool send_datagram(Transaction &transaction, const Endpoint &wanted);

    /// Whether connections of this kind can be handed to sofia.
    bool takes_connections(core::Transport transport) const { return primaries_.at(transport) != nullptr; }

    /// Sends over the connection to @p peer, a new one from @p source if there is none that is good.
    void send_connected(Transaction &transaction, const core::Peer &peer, const std::optional<core::IpAddress> &source);

    bool has_connection(const core::Peer &peer) const;

    /// Keeps the flow from @p local to @p peer open; null if there is none.
    std::unique_ptr<registration::Pending> keep(const core::Peer &peer, const core::HostPort &local,
                                                const core::FlowTerms &terms, registration::FlowWatch &watch);

    /// Somebody is reached by a flow from here.
    bool is_held() const;

    /// One of our sockets has a port that one of @p wanted is to have.
    bool is_in_the_way_of(const std::vector<core::HostPort> &wanted) const;

private:
    struct Socket {
        std::string ident; // NTA keeps the pointer
        tport_t *tport = nullptr;
        core::HostPort local;
        std::map<core::Target, DatagramFlow> flows; // those that are kept open
        std::unique_ptr<StunEar> ear;               // while there are any
    };

    const Agent &agent_of(core::Transport transport) const { return core::is_secure(transport) ? secured_ : streams_; }
    const Socket *socket_for(const Endpoint &wanted);
    bool open_socket(Socket &socket, const Endpoint &wanted, unsigned link);
    DatagramFlow *datagram_flow(const core::HostPort &local, const core::Target &target);
    Ground ground_of(const core::Peer &peer);
    void retire_flows();

    Reactor &reactor_;
    Inbound &inbound_;
    const Options &options_;
    net::TlsSessions &sessions_;
    Agent datagrams_, streams_, secured_;
    std::map<core::Transport, tport_t *> primaries_; // null: this sofia does not let connections be handed over
    std::map<std::pair<Endpoint, unsigned>, Socket> sockets_; // by the address wanted and the index of its link, which may change
    std::map<core::Peer, std::shared_ptr<Flow>> flows_;
    std::vector<std::shared_ptr<Flow>> retired_; // nobody new goes by them, but some are still reached by them
};

} // namespace sipreg::nta
