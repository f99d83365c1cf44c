// SPDX-License-Identifier: LGPL-2.1-or-later
// Where we stand in a network.
#include "nta/footing.hpp"

#include "net/interface.hpp"
#include "nta/flow_type.hpp"
#include "nta/transaction.hpp"

#include <algorithm>
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

} // namespace

Footing::Footing(su_root_t *root, Reactor &reactor, Trace &trace, Inbound &inbound, const Options &options,
                 net::TlsSessions &sessions)
    : reactor_(reactor), inbound_(inbound), options_(options), sessions_(sessions),
      datagrams_(root, options.timers, kMaxDatagram, trace, inbound),
      streams_(root, options.timers, kMaxStream, trace, inbound), secured_(root, options.timers, kMaxStream, trace, inbound)
{
    for (const core::Transport transport : core::kTransports)
        if (transport != core::Transport::udp)
            primaries_[transport] = add_flow_primary(agent_of(transport).get(), transport);
}

Footing::~Footing()
{
    for (const Agent *agent : {&datagrams_, &streams_, &secured_})
        inbound_.forget(agent->get());
}

bool Footing::send_datagram(Transaction &transaction, const Endpoint &wanted)
{
    const Socket *const socket = socket_for(wanted);
    if (socket != nullptr)
        transaction.launch(datagrams_, reactor_, socket->tport, socket->local);
    return socket != nullptr;
}

const Footing::Socket *Footing::socket_for(const Endpoint &wanted)
{
    const unsigned link = core::has_zone(wanted.ip) ? net::index_of(wanted.ip.zone) : 0;
    const auto [at, is_new] = sockets_.try_emplace({wanted, link});
    if (!is_new || open_socket(at->second, wanted, link))
        return &at->second;
    sockets_.erase(at); // tried again with the next request
    return nullptr;
}

bool Footing::open_socket(Socket &socket, const Endpoint &wanted, unsigned link)
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
    nta_agent_t *agent = datagrams_.get();
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

bool Footing::has_connection(const core::Peer &peer) const
{
    const auto known = flows_.find(peer);
    return known != flows_.end() && known->second->usable();
}

void Footing::send_connected(Transaction &transaction, const core::Peer &peer, const std::optional<core::IpAddress> &source)
{
    if (!has_connection(peer)) {
        retire_flows();
        const auto flow = std::make_shared<Flow>(ground_of(peer), peer);
        flows_[peer] = flow;
        flow->open(source);
    }
    flows_.at(peer)->carry(transaction);
}

// Those that are of no use to others any more. Who is still reached by one is told when it proves to be dead.
void Footing::retire_flows()
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

Ground Footing::ground_of(const core::Peer &peer)
{
    const core::Transport transport = peer.target.transport;
    return {agent_of(transport), primaries_.at(transport), reactor_, sessions_, options_.connect_limit,
            options_.idle_limit, options_.keepalives};
}

std::unique_ptr<registration::Pending> Footing::keep(const core::Peer &peer, const core::HostPort &local,
                                                     const core::FlowTerms &terms, registration::FlowWatch &watch)
{
    if (peer.target.transport != core::Transport::udp)
        return has_connection(peer) ? flows_.at(peer)->hold(terms, watch) : nullptr;
    DatagramFlow *const flow = datagram_flow(local, peer.target);
    return flow != nullptr ? flow->hold(options_.keepalives, terms, watch) : nullptr;
}

DatagramFlow *Footing::datagram_flow(const core::HostPort &local, const core::Target &target)
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

bool Footing::is_held() const
{
    const auto held = [](const auto &entry) { return entry.second->is_held(); };
    const auto holds = [](const auto &entry) {
        const auto &flows = entry.second.flows;
        return std::any_of(flows.begin(), flows.end(), [](const auto &flow) { return flow.second.is_held(); });
    };
    return std::any_of(flows_.begin(), flows_.end(), held) || std::any_of(sockets_.begin(), sockets_.end(), holds) ||
           std::any_of(retired_.begin(), retired_.end(), [](const auto &flow) { return flow->is_held(); });
}

bool Footing::is_in_the_way_of(const std::vector<core::HostPort> &wanted) const
{
    return std::any_of(wanted.begin(), wanted.end(), [this](const core::HostPort &address) {
        return std::any_of(sockets_.begin(), sockets_.end(), [&](const auto &entry) {
            return entry.second.local.port == address.port;
        });
    });
}

} // namespace sipreg::nta
