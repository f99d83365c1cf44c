// SPDX-License-Identifier: LGPL-2.1-or-later
// Another registrar that a 3xx names.
#include "core/redirect.hpp"

#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// What is link-local is on the link of the registrar that names it.
std::string on_link_of(const Hop &hop, std::string host)
{
    const std::optional<IpAddress> ip = parse_ip(host);
    return ip && lacks_zone(*ip) ? host + hop.host.substr(std::min(hop.host.find('%'), hop.host.size())) : host;
}

std::optional<Hop> hop_of(const Uri &uri, const Hop &from)
{
    const Param *transport = find_param(uri, "transport");
    const std::optional<Transport> known = transport_param(uri);
    const Param *maddr = find_param(uri, "maddr");
    const std::optional<std::string> host = maddr != nullptr ? parse_host(maddr->value) : uri.host;
    if (!host || (transport != nullptr && !known))
        return {};
    return hop_to(uri, on_link_of(from, *host), known);
}

// Names below the registrar's own are its own; an address is only itself.
bool within(std::string_view host, std::string_view domain)
{
    if (iequals(host, domain))
        return true;
    const bool longer = host.size() > domain.size() + 1;
    return longer && !parse_ip(domain) && host[host.size() - domain.size() - 1] == '.' &&
           iequals(host.substr(host.size() - domain.size()), domain);
}

std::optional<Redirect> redirect_to(const Account &account, const Binding &contact)
{
    std::optional<Uri> uri = parse_uri(contact.uri);
    if (!uri)
        return {};
    const std::optional<Hop> hop = hop_of(*uri, account.registrar_hop);
    if (!hop || (account.registrar_hop.secure && !hop->secure)) // RFC 3261 §8.1.3.4: what is to be secure stays so
        return {};
    uri->user.clear(); // RFC 3261 §10.2: the Request-URI of REGISTER has none
    uri->password.clear();
    uri->headers.clear();
    const Hop &from = account.registrar_hop;
    const bool near = within(hop->host, from.host) && within(on_link_of(from, uri->host), from.host);
    return Redirect{to_string(*uri), *hop, !near};
}

} // namespace

std::optional<Redirect> redirect_of(const Account &account, const std::vector<Binding> &contacts)
{
    std::optional<Redirect> best;
    int best_q = -1;
    for (const Binding &contact : contacts)
        if (contact.q_milli > best_q)
            if (std::optional<Redirect> found = redirect_to(account, contact)) {
                best = std::move(found);
                best_q = contact.q_milli;
            }
    return best;
}

} // namespace sipreg::core
