// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA: a UDP socket per local address, a flow per peer over the others.
#pragma once

#include "nta/footing.hpp"
#include "registration/ports.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace sipreg::nta {

class Transport final : public registration::Transport {
public:
    /// Throws Error{system}.
    Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace);

    /// Goes on with new sockets, as on a new network; with @p bind, at those addresses. No transaction may be under way.
    /// Whoever is reached by a flow of before stays so until he lets go of it, as long as it lasts; at a second renewal, and
    /// where the flow's port is wanted again, it is left. Throws Error{system}; then nothing has changed.
    void renew(std::optional<std::vector<core::HostPort>> bind);

    std::unique_ptr<registration::Pending> send(const core::Peer &peer,
                                                registration::Exchange &exchange) override;
    std::unique_ptr<registration::Pending> keep(const core::Peer &peer, const core::HostPort &local,
                                                const core::FlowTerms &terms, registration::FlowWatch &watch) override;

    /// The requests of others.
    Inbound &inbound() noexcept { return inbound_; }

private:
    std::unique_ptr<Footing> new_footing();
    void look_behind();
    bool is_on(core::Transport transport) const noexcept;
    std::shared_ptr<const net::TlsContext> tls_for(const core::Peer &peer);
    void send_datagram(Transaction &transaction, const core::Target &target);
    void send_secured(Transaction &transaction, core::Peer peer);
    void send_stream(Transaction &transaction, const core::Peer &peer);
    void warn_if_unverified(const core::Peer &peer) const;
    std::optional<Endpoint> bind_for(const core::Target &target) const;

    su_root_t *const root_;
    Reactor &reactor_;
    Options options_;
    Trace &trace_;
    Inbound inbound_;
    net::TlsSessions sessions_;
    std::unique_ptr<Footing> here_;
    std::unique_ptr<Footing> before_; // while somebody is still reached there
    std::unique_ptr<Ongoing> look_;   // whether somebody is
};

} // namespace sipreg::nta
