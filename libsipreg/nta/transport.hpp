// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA: a UDP socket per local address, a flow per peer over TCP.
#pragma once

#include "nta/agent.hpp"
#include "nta/flow.hpp"
#include "registration/ports.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sipreg::nta {

struct Options {
    Timers timers;
    std::vector<core::HostPort> bind; // numeric; the first of each family counts
    bool udp = true;
    bool tcp = true;
};

class Transport final : public registration::Transport {
public:
    /// Throws Error{system}.
    Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace);

    /// Begins with new sockets, as on a new network; with @p bind, at those addresses. Nothing may be under way. Throws
    /// Error{system}.
    void renew(std::optional<std::vector<core::HostPort>> bind);

    std::unique_ptr<registration::Pending> send(const core::Peer &peer,
                                                registration::Exchange &exchange) override;

private:
    struct Socket {
        std::string ident; // NTA keeps the pointer
        tport_t *tport = nullptr;
        core::HostPort local;
    };

    void open();
    void send_datagram(Transaction &transaction, const core::Target &target);
    void send_stream(Transaction &transaction, const core::Peer &peer);
    const Socket *socket_for(const core::HostPort &wanted);
    const core::HostPort *bind_for(const core::Target &target) const;

    su_root_t *const root_;
    Reactor &reactor_;
    Options options_;
    Trace &trace_;
    std::optional<Agent> datagrams_;
    std::optional<Agent> streams_;
    std::map<std::string, Socket> sockets_; // by the address wanted
    std::map<core::Peer, std::shared_ptr<Flow>> flows_;
};

} // namespace sipreg::nta
