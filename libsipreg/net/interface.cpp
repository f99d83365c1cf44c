// SPDX-License-Identifier: LGPL-2.1-or-later
// The interfaces of this host, as zones name them.
#include "net/interface.hpp"

#include <charconv>
#include <cstring>
#include <net/if.h>

namespace sipreg::net {

unsigned index_of(const core::ZoneId &zone) noexcept
{
    if (const unsigned named = if_nametoindex(zone.data()))
        return named;
    const char *const end = zone.data() + std::strlen(zone.data());
    unsigned index = 0;
    const auto [stop, error] = std::from_chars(zone.data(), end, index);
    char name[IF_NAMESIZE];
    return error == std::errc() && stop == end && if_indextoname(index, name) != nullptr ? index : 0;
}

core::ZoneId zone_of(unsigned index) noexcept
{
    static_assert(core::ZoneId().size() >= IF_NAMESIZE);
    core::ZoneId zone{};
    if (if_indextoname(index, zone.data()) == nullptr)
        std::to_chars(zone.data(), zone.data() + zone.size() - 1, index);
    return zone;
}

core::IpAddress named(core::IpAddress ip) noexcept
{
    if (const unsigned index = core::has_zone(ip) ? index_of(ip.zone) : 0)
        ip.zone = zone_of(index);
    return ip;
}

} // namespace sipreg::net
