// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA.
#include "nta/transport.hpp"

#include "base/error.hpp"
#include "net/failure.hpp"
#include "net/interface.hpp"
#include "net/tls_context.hpp"
#include "nta/flow_type.hpp"
#include "nta/transaction.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace sipreg::nta {

namespace {

// Sofia's default, 208 KB, holds about 125 datagrams; a window of answers comes at once.
constexpr unsigned kSocketBuffer = 4 << 20;

void on_stun(std::map<core::Target, DatagramFlow> &flows, std::string_view datagram, const su_sockaddr_t &from)
{
    const Endpoint peer = from_socket_address(&from.su_sa);
    const auto flow = flows.find({core::Transport::udp, peer.ip, peer.port});
    if (const auto answer = core::read_stun_answer(datagram); answer && flow != flows.end())
        flow->second.on_stun(*answer);
}

// Nobody can be reached there; a sentence, or nothing.
std::string unreachable_link(const core::Target &target)
{
    if (core::lacks_zone(target.ip))
        return "a link-local address without a zone leads nowhere: " + core::to_string(target);
    if (core::has_zone(target.ip) && net::index_of(target.ip.zone) == 0)
        return std::string("there is no interface \"") + target.ip.zone.data() + "\": " + core::to_string(target);
    return {};
}

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
    retired_.clear();
    flows_.clear();
    sockets_.clear();
    if (bind)
        options_.bind = std::move(*bind);
    secured_.reset();
    streams_.reset(); // a fixed port is free before it is taken again
    datagrams_.reset();
    open();
}

std::unique_ptr<registration::Pending> Transport::send(const core::Peer &wanted, registration::Exchange &exchange)
{
    core::Peer peer = wanted;
    peer.target.ip = net::named(wanted.target.ip); // as what comes from there will say
    const core::Target &target = peer.target;
    inbound_.meet(target.ip);
    auto transaction = std::make_unique<Transaction>(exchange, target);
    if (const std::string why = unreachable_link(target); !why.empty())
        transaction->give_up_soon(reactor_, {core::Silence::unreachable, why});
    else if (!is_on(target.transport))
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

std::optional<Endpoint> Transport::bind_for(const core::Target &target) const
{
    for (const core::HostPort &address : options_.bind) {
        const core::IpAddress ip = net::named(core::parse_zoned_ip(address.host).value());
        if (ip.v6 == target.ip.v6 && ip.zone == target.ip.zone)
            return Endpoint{ip, address.port};
    }
    return std::nullopt;
}

void Transport::send_datagram(Transaction &transaction, const core::Target &target)
{
    std::optional<Endpoint> wanted = bind_for(target);
    if (!wanted)
        if (const std::optional<core::IpAddress> source = source_for(target))
            wanted = Endpoint{*source, 0};
    if (!wanted)
        return transaction.give_up_soon(reactor_, net::system_failure(errno, core::to_string(target)));
    const Socket *socket = socket_for(*wanted);
    if (socket == nullptr)
        return transaction.give_up_soon(reactor_,
                                        {core::Silence::system, "no UDP socket at " + to_string(*wanted) + " to be had"});
    transaction.launch(*datagrams_, reactor_, socket->tport, socket->local);
}

const Transport::Socket *Transport::socket_for(const Endpoint &wanted)
{
    const unsigned link = core::has_zone(wanted.ip) ? net::index_of(wanted.ip.zone) : 0;
    const auto [at, is_new] = sockets_.try_emplace({wanted, link});
    if (!is_new || open_socket(at->second, wanted, link))
        return &at->second;
    sockets_.erase(at); // tried again with the next request
    return nullptr;
}

bool Transport::open_socket(Socket &socket, const Endpoint &wanted, unsigned link)
{
    socket.ident = "udp:" + to_string(wanted) + '#' + std::to_string(link);
    const core::IpAddress bare = core::without_zone(wanted.ip);
    const std::string host = core::bracketed(bare), port = wanted.port != 0 ? std::to_string(wanted.port) : "*";
    // Sofia takes no zone in a host, but binds to maddr, which the system reads.
    const std::string maddr = link != 0 ? ";maddr=" + core::to_string(bare) + '%' + std::to_string(link) : "";
    const std::string params = "transport=udp" + maddr;
    url_t url;
    url_init(&url, url_sip);
    url.url_host = host.c_str();
    url.url_port = port.c_str();
    url.url_params = params.c_str();
    nta_agent_t *agent = datagrams_->get();
    if (nta_agent_add_tport(agent, reinterpret_cast<url_string_t *>(&url), TPTAG_IDENT(socket.ident.c_str()),
                            TPTAG_SDWN_ERROR(1), TPTAG_STUN_SERVER(0), TPTAG_UDP_RMEM(kSocketBuffer),
                            TPTAG_UDP_WMEM(kSocketBuffer), TAG_END()) != 0)
        return false;
    for (tport_t *tport = tport_primaries(nta_agent_tports(agent)); tport != nullptr; tport = tport_next(tport))
        if (socket.ident == tport_name(tport)->tpn_ident)
            socket.tport = tport;
    if (socket.tport != nullptr)
        socket.local = on_the_wire({bare, core::parse_port(tport_name(socket.tport)->tpn_port).value_or(0)});
    return socket.tport != nullptr;
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
    retire_flows();
    open_flow(peer)->carry(transaction);
}

// Those that are of no use to others any more. Who is still reached by one is told when it proves to be dead.
void Transport::retire_flows()
{
    std::erase_if(retired_, [](const auto &flow) { return !flow->is_held(); });
    for (auto at = flows_.begin(); at != flows_.end();) {
        Flow &flow = *at->second;
        if (!flow.usable() && flow.is_held()) {
            retired_.push_back(at->second);
            flow.ask_if_alive();
        }
        at = flow.usable() ? std::next(at) : flows_.erase(at);
    }
}

std::unique_ptr<registration::Pending> Transport::keep(const core::Peer &peer, const core::HostPort &local,
                                                       const core::FlowTerms &terms, registration::FlowWatch &watch)
{
    if (peer.target.transport == core::Transport::udp) {
        DatagramFlow *const flow = datagram_flow(local, peer.target);
        return flow != nullptr ? flow->hold(options_.keepalives, terms, watch) : nullptr;
    }
    core::Peer connected = peer;
    if (core::is_secure(peer.target.transport))
        connected.tls = tls_for(peer);
    const auto known = flows_.find(connected);
    return known != flows_.end() && known->second->usable() ? known->second->hold(terms, watch) : nullptr;
}

DatagramFlow *Transport::datagram_flow(const core::HostPort &local, const core::Target &target)
{
    const auto known = std::find_if(sockets_.begin(), sockets_.end(), [&](const auto &entry) {
        return entry.second.local == local && entry.first.first.ip.zone == target.ip.zone;
    });
    if (known == sockets_.end())
        return nullptr;
    Socket &socket = known->second;
    std::erase_if(socket.flows, [&](const auto &flow) { return !flow.second.is_held() && flow.first != target; });
    const auto flow = socket.flows.try_emplace(target, reactor_, socket.tport, target).first;
    if (!socket.ear)
        socket.ear = std::make_unique<StunEar>(socket.tport, [&socket](std::string_view datagram, const su_sockaddr_t &from) {
            on_stun(socket.flows, datagram, from);
        });
    return &flow->second;
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
    return {agent_of(transport), primaries_[transport], reactor_, sessions_, options_.connect_limit,
            options_.idle_limit, options_.keepalives};
}

std::shared_ptr<Flow> Transport::open_flow(const core::Peer &peer)
{
    warn_if_unverified(peer);
    const std::optional<Endpoint> bound = bind_for(peer.target);
    std::shared_ptr<Flow> &flow = flows_[peer];
    flow = std::make_shared<Flow>(ground_of(peer), peer);
    flow->open(bound ? std::optional(bound->ip) : std::nullopt);
    return flow;
}

} // namespace sipreg::nta
