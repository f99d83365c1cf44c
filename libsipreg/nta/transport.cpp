// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA.
#include "nta/transport.hpp"

#include "base/error.hpp"
#include "net/failure.hpp"
#include "net/tls_context.hpp"
#include "nta/flow_type.hpp"
#include "nta/source.hpp"
#include "nta/transaction.hpp"

#include <algorithm>
#include <cerrno>

namespace sipreg::nta {

namespace {

// Sofia's default, 208 KB, holds about 125 datagrams; a window of answers comes at once.
constexpr unsigned kSocketBuffer = 4 << 20;

} // namespace

Transport::Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace)
    : root_(root), reactor_(reactor), options_(std::move(options)), trace_(trace),
      inbound_(reactor, trace, options_.inbound)
{
    open();
}

Transport::~Transport() { inbound_.clear(); } // while the agents are there

void Transport::open()
{
    datagrams_.emplace(root_, options_.timers, kMaxDatagram, trace_, inbound_);
    streams_.emplace(root_, options_.timers, kMaxStream, trace_, inbound_);
    secured_.emplace(root_, options_.timers, kMaxStream, trace_, inbound_);
    for (const core::Transport transport : core::kTransports)
        if (transport != core::Transport::udp)
            primaries_[transport] = add_flow_primary(agent_of(transport).get(), transport);
}

void Transport::renew(std::optional<std::vector<core::HostPort>> bind)
{
    inbound_.clear();
    flows_.clear();
    sockets_.clear();
    if (bind)
        options_.bind = std::move(*bind);
    secured_.reset();
    streams_.reset(); // a fixed port is free before it is taken again
    datagrams_.reset();
    open();
}

std::unique_ptr<registration::Pending> Transport::send(const core::Peer &peer, registration::Exchange &exchange)
{
    const core::Target &target = peer.target;
    inbound_.meet(target.ip);
    auto transaction = std::make_unique<Transaction>(exchange, target);
    if (!is_on(target.transport))
        transaction->give_up_soon(reactor_, {core::Silence::no_transport, std::string(core::name(target.transport)) +
                                                                              " is switched off on this endpoint"});
    else if (target.transport == core::Transport::udp)
        send_datagram(*transaction, target);
    else
        core::is_secure(target.transport) ? send_secured(*transaction, peer) : send_stream(*transaction, peer);
    return transaction;
}

bool Transport::is_on(core::Transport transport) const noexcept
{
    const std::vector<core::Transport> &all = options_.transports;
    return std::find(all.begin(), all.end(), transport) != all.end();
}

const core::HostPort *Transport::bind_for(const core::Target &target) const
{
    for (const core::HostPort &address : options_.bind)
        if ((address.host.find(':') != std::string::npos) == target.ip.v6)
            return &address;
    return nullptr;
}

void Transport::send_datagram(Transaction &transaction, const core::Target &target)
{
    const core::HostPort *bound = bind_for(target);
    const std::optional<core::IpAddress> source = bound == nullptr ? source_for(target) : std::nullopt;
    if (bound == nullptr && !source)
        return transaction.give_up_soon(reactor_, net::system_failure(errno, core::to_string(target)));
    const core::HostPort wanted = bound != nullptr ? *bound : core::HostPort{core::to_string(*source), 0};
    const Socket *socket = socket_for(wanted);
    if (socket == nullptr)
        return transaction.give_up_soon(
            reactor_, {core::Silence::system, "no UDP socket at " + core::to_string(wanted) + " to be had"});
    transaction.launch(*datagrams_, reactor_, socket->tport, socket->local);
}

const Transport::Socket *Transport::socket_for(const core::HostPort &wanted)
{
    const std::string key = core::to_string(wanted);
    const auto [at, is_new] = sockets_.try_emplace(key);
    Socket &socket = at->second;
    if (!is_new)
        return &socket;
    socket.ident = "udp:" + key;
    const std::string url = "sip:" + (wanted.port != 0 ? key : key + ":*") + ";transport=udp";
    nta_agent_t *agent = datagrams_->get();
    if (nta_agent_add_tport(agent, URL_STRING_MAKE(url.c_str()), TPTAG_IDENT(socket.ident.c_str()),
                            TPTAG_SDWN_ERROR(1), TPTAG_STUN_SERVER(0), TPTAG_UDP_RMEM(kSocketBuffer),
                            TPTAG_UDP_WMEM(kSocketBuffer), TAG_END()) == 0)
        for (tport_t *tport = tport_primaries(nta_agent_tports(agent)); tport != nullptr; tport = tport_next(tport))
            if (socket.ident == tport_name(tport)->tpn_ident)
                socket.tport = tport;
    if (socket.tport == nullptr) {
        sockets_.erase(at); // tried again with the next request
        return nullptr;
    }
    const core::HostPort bound{wanted.host, core::parse_port(tport_name(socket.tport)->tpn_port).value_or(0)};
    socket.local = bound;
    return &socket;
}

std::shared_ptr<const net::TlsContext> Transport::tls_for(const core::Peer &peer)
{
    if (peer.tls)
        return peer.tls;
    if (!options_.tls_context)
        options_.tls_context = std::make_shared<net::TlsContext>(net::TlsSettings{});
    return options_.tls_context;
}

void Transport::send_secured(Transaction &transaction, core::Peer peer)
{
    try {
        peer.tls = tls_for(peer);
    } catch (const Error &error) {
        return transaction.give_up_soon(reactor_, {core::Silence::tls, error.what(), core::TlsFault::local});
    }
    send_stream(transaction, peer);
}

void Transport::send_stream(Transaction &transaction, const core::Peer &peer)
{
    if (ground_of(peer).primary == nullptr)
        return transaction.give_up_soon(
            reactor_, {core::Silence::no_transport, "this sofia-sip does not let connections be handed over"});
    const auto known = flows_.find(peer);
    if (known != flows_.end() && known->second->usable())
        return known->second->carry(transaction);
    std::erase_if(flows_, [](const auto &entry) { return !entry.second->usable(); });
    open_flow(peer)->carry(transaction);
}

void Transport::warn_if_unverified(const core::Peer &peer) const
{
    if (peer.tls && !peer.tls->settings().verify && options_.log != nullptr && options_.log->wants(LogLevel::warning))
        options_.log->write(LogLevel::warning, core::to_string(peer.target) + ": TLS without verification, as it was told: "
                                                                              "whoever answers there may read and change all");
}

Ground Transport::ground_of(const core::Peer &peer)
{
    const core::Transport transport = peer.target.transport;
    return {agent_of(transport), primaries_[transport], reactor_, sessions_, options_.connect_limit};
}

std::shared_ptr<Flow> Transport::open_flow(const core::Peer &peer)
{
    warn_if_unverified(peer);
    const core::HostPort *bound = bind_for(peer.target);
    std::shared_ptr<Flow> &flow = flows_[peer];
    flow = std::make_shared<Flow>(ground_of(peer), peer);
    flow->open(bound != nullptr ? core::parse_ip(bound->host) : std::nullopt);
    return flow;
}

} // namespace sipreg::nta
