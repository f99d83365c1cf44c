// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA: a UDP socket per local address, a flow per peer over the others.
#pragma once

#include "base/log.hpp"
#include "nta/agent.hpp"
#include "nta/datagram_flow.hpp"
#include "nta/flow.hpp"
#include "nta/inbound.hpp"
#include "nta/source.hpp"
#include "nta/stun_ear.hpp"
#include "registration/ports.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sipreg::nta {

struct Options {
    Timers timers{};
    std::vector<core::HostPort> bind{}; // numeric; the first of each family and link counts
    std::vector<core::Transport> transports{core::kTransports.begin(), core::kTransports.end()}; // that may be used
    std::shared_ptr<const net::TlsContext> tls_context{}; // of peers that have none of their own; null: the defaults
    Log *log = nullptr; // hears of connections whose peer is not verified
    Millis connect_limit{3'500}; // handshakes included; less than a target is given, so that this is what is told
    Millis idle_limit{32'000};   // after which a connection that nobody needs is closed
    core::Keepalives keepalives{};
    Inbound::Options inbound{};
};

class Transport final : public registration::Transport {
public:
    /// Throws Error{system}.
    Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace);
    ~Transport() override;

    /// Begins with new sockets, as on a new network; with @p bind, at those addresses. Nothing may be under way. Throws
    /// Error{system}.
    void renew(std::optional<std::vector<core::HostPort>> bind);

    std::unique_ptr<registration::Pending> send(const core::Peer &peer,
                                                registration::Exchange &exchange) override;
    std::unique_ptr<registration::Pending> keep(const core::Peer &peer, const core::HostPort &local,
                                                const core::FlowTerms &terms, registration::FlowWatch &watch) override;

    /// The requests of others.
    Inbound &inbound() noexcept { return inbound_; }

private:
    struct Socket {
        std::string ident; // NTA keeps the pointer
        tport_t *tport = nullptr;
        core::HostPort local;
        std::map<core::Target, DatagramFlow> flows; // those that are kept open
        std::unique_ptr<StunEar> ear;               // while there are any
    };

    void open();
    const Agent &agent_of(core::Transport transport) const { return core::is_secure(transport) ? *secured_ : *streams_; }
    bool is_on(core::Transport transport) const noexcept;
    std::shared_ptr<const net::TlsContext> tls_for(const core::Peer &peer);
    void send_datagram(Transaction &transaction, const core::Target &target);
    void send_secured(Transaction &transaction, core::Peer peer);
    DatagramFlow *datagram_flow(const core::HostPort &local, const core::Target &target);
    void send_stream(Transaction &transaction, const core::Peer &peer);
    Ground ground_of(const core::Peer &peer);
    std::shared_ptr<Flow> open_flow(const core::Peer &peer);
    void retire_flows();
    void warn_if_unverified(const core::Peer &peer) const;
    const Socket *socket_for(const Endpoint &wanted);
    bool open_socket(Socket &socket, const Endpoint &wanted, unsigned link);
    std::optional<Endpoint> bind_for(const core::Target &target) const;

    su_root_t *const root_;
    Reactor &reactor_;
    Options options_;
    Trace &trace_;
    Inbound inbound_;
    std::optional<Agent> datagrams_;
    std::optional<Agent> streams_, secured_;
    std::map<core::Transport, tport_t *> primaries_; // null: this sofia does not let connections be handed over
    std::map<std::pair<Endpoint, unsigned>, Socket> sockets_; // by the address wanted and the index of its link, which may change
    net::TlsSessions sessions_;
    std::map<core::Peer, std::shared_ptr<Flow>> flows_;
    std::vector<std::shared_ptr<Flow>> retired_; // nobody new goes by them, but some are still reached by them
};

} // namespace sipreg::nta
