// SPDX-License-Identifier: LGPL-2.1-or-later
// The Transport port over NTA.
#include "nta/transport.hpp"

#include "base/error.hpp"
#include "net/failure.hpp"
#include "net/interface.hpp"
#include "net/tls_context.hpp"
#include "nta/transaction.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace sipreg::nta {

namespace {

// Nobody can be reached there; a sentence, or nothing.
std::string unreachable_link(const core::Target &target)
{
    if (core::lacks_zone(target.ip))
        return "a link-local address without a zone leads nowhere: " + core::to_string(target);
    if (core::has_zone(target.ip) && net::index_of(target.ip.zone) == 0)
        return std::string("there is no interface \"") + target.ip.zone.data() + "\": " + core::to_string(target);
    return {};
}

// As the system names it, and as what comes from there will say.
core::Peer named(core::Peer peer)
{
    peer.target.ip = net::named(peer.target.ip);
    return peer;
}

} // namespace

Transport::Transport(su_root_t *root, Reactor &reactor, Options options, Trace &trace)
    : root_(root), reactor_(reactor), options_(std::move(options)), trace_(trace),
      inbound_(reactor, trace, options_.inbound), here_(new_footing())
{
}

std::unique_ptr<Footing> Transport::new_footing()
{
    return std::make_unique<Footing>(root_, reactor_, trace_, inbound_, options_, sessions_);
}

void Transport::renew(std::optional<std::vector<core::HostPort>> bind)
{
    std::unique_ptr<Footing> next = new_footing();
    if (bind)
        options_.bind = std::move(*bind);
    before_ = std::exchange(here_, std::move(next));
    if (before_->is_in_the_way_of(options_.bind))
        before_.reset();
    look_behind();
}

// As often as at connections that nobody needs: nobody is harmed by what stands for a while longer.
void Transport::look_behind()
{
    look_.reset();
    if (before_ && !before_->is_held())
        before_.reset();
    if (before_)
        look_ = reactor_.after(options_.idle_limit, [this] { look_behind(); });
}

std::unique_ptr<registration::Pending> Transport::send(const core::Peer &wanted, registration::Exchange &exchange)
{
    const core::Peer peer = named(wanted);
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
    if (!here_->send_datagram(transaction, *wanted))
        transaction.give_up_soon(reactor_,
                                 {core::Silence::system, "no UDP socket at " + to_string(*wanted) + " to be had"});
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
    if (!here_->takes_connections(peer.target.transport))
        return transaction.give_up_soon(
            reactor_, {core::Silence::no_transport, "this sofia-sip does not let connections be handed over"});
    if (!here_->has_connection(peer))
        warn_if_unverified(peer);
    const std::optional<Endpoint> bound = bind_for(peer.target);
    here_->send_connected(transaction, peer, bound ? std::optional(bound->ip) : std::nullopt);
}

std::unique_ptr<registration::Pending> Transport::keep(const core::Peer &wanted, const core::HostPort &local,
                                                       const core::FlowTerms &terms, registration::FlowWatch &watch)
{
    core::Peer peer = named(wanted);
    if (core::is_secure(peer.target.transport))
        peer.tls = tls_for(peer);
    return here_->keep(peer, local, terms, watch);
}

void Transport::warn_if_unverified(const core::Peer &peer) const
{
    if (peer.tls && !peer.tls->settings().verify && options_.log != nullptr && options_.log->wants(LogLevel::warning))
        options_.log->write(LogLevel::warning, core::to_string(peer.target) + ": TLS without verification, as it was told: "
                                                                              "whoever answers there may read and change all");
}

} // namespace sipreg::nta
