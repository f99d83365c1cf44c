// SPDX-License-Identifier: LGPL-2.1-or-later
// The hosts file.
#pragma once

#include "core/dns.hpp"

#include <ares.h>

#include <optional>
#include <string>

namespace sipreg::net {

/// What the hosts file says of @p name, if anything.
std::optional<core::dns::Answer> in_hosts_file(ares_channel channel, const std::string &name);

} // namespace sipreg::net
