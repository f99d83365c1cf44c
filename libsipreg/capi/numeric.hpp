// SPDX-License-Identifier: LGPL-2.1-or-later
// Numeric addresses of this host's user.
#pragma once

#include "base/error.hpp"
#include "core/address.hpp"

#include <optional>
#include <string_view>

namespace sipreg::capi {

/// With or without a port. Throws Error{invalid} that names the field.
inline core::HostPort numeric(const char *field, std::string_view text)
{
    const std::optional<core::HostPort> address = core::parse_address(text);
    if (!address)
        refuse(field, "is no numeric address");
    if (core::lacks_zone(core::parse_zoned_ip(address->host).value()))
        refuse(field, "is link-local and needs a zone, as fe80::1%eth0");
    return *address;
}

} // namespace sipreg::capi
