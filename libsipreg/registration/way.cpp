// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the requests of a registration go.
#include "registration/way.hpp"

namespace sipreg::registration {

namespace {

std::string name_of(const core::Hop &hop)
{
    const char *transport = hop.transport ? core::name(*hop.transport) : hop.secure ? "sips" : "sip";
    return std::string(transport) + ":" + core::to_string(core::HostPort{hop.host, hop.port});
}

} // namespace

const core::Hop &hop_of(const Registration &registration)
{
    const core::Extras &extras = *registration.account->extras;
    if (extras.has_proxy)
        return extras.proxy_hop;
    return registration.redirect() != nullptr ? registration.redirect()->hop : registration.account->registrar_hop;
}

std::vector<const core::Hop *> hops_of(const Registration &registration)
{
    const core::Hop &first = hop_of(registration);
    std::vector<const core::Hop *> hops{&first};
    if (&first == &registration.account->first_hop()) // a registrar that another one named has no backups
        for (const core::Hop &backup : registration.account->extras->backups)
            hops.push_back(&backup);
    return hops;
}

std::string lane_of(const Registration &registration)
{
    return name_of(hop_of(registration));
}

std::string way_of(const Registration &registration)
{
    std::string way;
    for (const core::Hop *hop : hops_of(registration))
        way += name_of(*hop) + " ";
    return way;
}

} // namespace sipreg::registration
