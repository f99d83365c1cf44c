// SPDX-License-Identifier: LGPL-2.1-or-later
// Another registrar that a 3xx names.
#include "core/redirect.hpp"

#include "core/text.hpp"
#include "core/uri.hpp"

namespace sipreg::core {

namespace {

std::optional<Hop> hop_of(const Uri &uri)
{
    const Param *transport = find_param(uri, "transport");
    const std::optional<Transport> known = transport_param(uri);
    const Param *maddr = find_param(uri, "maddr");
    const std::optional<std::string> host = maddr != nullptr ? parse_host(maddr->value) : uri.host;
    if (uri.secure || !host || (transport != nullptr && !known))
        return {};
    return hop_to(uri, *host, known);
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
    const std::optional<Hop> hop = hop_of(*uri);
    if (!hop)
        return {};
    uri->user.clear(); // RFC 3261 §10.2: the Request-URI of REGISTER has none
    uri->password.clear();
    uri->headers.clear();
    const bool near = within(hop->host, account.registrar_hop.host) && within(uri->host, account.registrar_hop.host);
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
