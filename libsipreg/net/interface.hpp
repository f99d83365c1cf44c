// SPDX-License-Identifier: LGPL-2.1-or-later
// The interfaces of this host, as zones name them. They come and go: each is looked up when it is needed.
#pragma once

#include "core/address.hpp"

namespace sipreg::net {

/// Its index (RFC 3493 §4), of a name or an index; 0: there is none.
unsigned index_of(const core::ZoneId &zone) noexcept;

/// Its name; its index if it has gone.
core::ZoneId zone_of(unsigned index) noexcept;

/// As the kernel says it where it tells of addresses; as it was if there is no such interface.
core::IpAddress named(core::IpAddress ip) noexcept;

} // namespace sipreg::net
