// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA.
#include "nta/transport.hpp"

#include "base/error.hpp"
#include "nta/failure.hpp"
#include "nta/source.hpp"
#include "nta/tport_private.hpp"
#include "nta/transaction.hpp"

#include <cerrno>

namespace sipreg::nta {

namespace {

// Sofia's default, 208 KB, holds about 125 datagrams; a window of answers comes at once.
constexpr unsigned kSocketBuffer = 4 << 20;

void add_stream_primary(nta_agent_t *agent)
{
    // Client only: it opens no socket, flows are hung below it. An idle flow stays as long as we hold it.
    if (nta_agent_add_tport(agent, URL_STRING_MAKE("sip:*:*;transport=tcp"), TPTAG_SERVER(0), TPTAG_IDENT("tcp"),
                            TPTAG_SDWN_ERROR(1), TPTAG_QUEUESIZE(1000), TPTAG_IDLE(UINT_MAX), TAG_END()) != 0)
        throw Error(Code::system, "no TCP transport to be had");
}

} // namespace

Transport::Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace)
    : root_(root), reactor_(reactor), options_(std::move(options)), trace_(trace)
{
    if (!can_hand_over())
        throw Error(Code::system, "this sofia-sip does not let connections be handed over");
    open();
}

void Transport::open()
{
    datagrams_.emplace(root_, options_.timers, kMaxDatagram, trace_);
    streams_.emplace(root_, options_.timers, kMaxStream, trace_);
    add_stream_primary(streams_->get());
}

void Transport::renew(std::optional<std::vector<core::HostPort>> bind)
{
    flows_.clear();
    sockets_.clear();
    if (bind)
        options_.bind = std::move(*bind);
    streams_.reset(); // a fixed port is free before it is taken again
    datagrams_.reset();
    open();
}

std::unique_ptr<registration::Pending> Transport::send(const core::Peer &peer, registration::Exchange &exchange)
{
    const core::Target &target = peer.target;
    auto transaction = std::make_unique<Transaction>(exchange, target);
    const bool datagram = target.transport == core::Transport::udp;
    if (!(datagram ? options_.udp : options_.tcp))
        transaction->give_up_soon(reactor_, {core::Silence::no_transport, std::string(core::name(target.transport)) +
                                                                              " is switched off on this endpoint"});
    else
        datagram ? send_datagram(*transaction, target) : send_stream(*transaction, peer);
    return transaction;
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
        return transaction.give_up_soon(reactor_, system_failure(errno, core::to_string(target)));
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

void Transport::send_stream(Transaction &transaction, const core::Peer &peer)
{
    std::shared_ptr<Flow> &flow = flows_[peer];
    if (!flow || !flow->usable()) {
        std::erase_if(flows_, [](const auto &entry) { return entry.second && !entry.second->usable(); });
        const core::HostPort *bound = bind_for(peer.target);
        auto opened = std::make_shared<Flow>(*streams_, reactor_, peer);
        opened->open(bound != nullptr ? core::parse_ip(bound->host) : std::nullopt);
        opened->carry(transaction);
        flows_[peer] = std::move(opened);
        return;
    }
    flow->carry(transaction);
}

} // namespace sipreg::nta
