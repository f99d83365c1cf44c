// SPDX-License-Identifier: LGPL-2.1-or-later
// What of the host's network matters to a registration, as Linux tells it: two views that are equal need no REGISTER.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace sipreg::core {

/// A line for each address and each default route. Lifetimes, counters and flags do not stand in it.
using NetworkView = std::set<std::string>;

/// Adds the addresses of /proc/net/if_inet6 on @p interfaces that can be sent from: not those of a link alone, and none
/// that is still being tested for duplicates (RFC 4862 §5.4).
void add_v6_addresses(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces);

/// Adds the default routes of /proc/net/route and /proc/net/ipv6_route over @p interfaces.
void add_v4_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces);
void add_v6_routes(NetworkView &view, std::string_view table, const std::set<std::string> &interfaces);

} // namespace sipreg::core
