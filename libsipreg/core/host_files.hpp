// SPDX-License-Identifier: LGPL-2.1-or-later
// What the files of a host say of link-local addresses, in lines that a resolver which knows no zones passes over.
#pragma once

#include "core/address.hpp"

#include <string_view>
#include <vector>

namespace sipreg::core {

/// The nameservers of resolv.conf(5) in their order, if one of them has a zone; none otherwise. Their ports are 0.
std::vector<HostPort> zoned_nameservers(std::string_view resolv_conf);

/// The addresses with a zone that hosts(5) has for @p name.
std::vector<IpAddress> zoned_hosts(std::string_view hosts, std::string_view name);

} // namespace sipreg::core
