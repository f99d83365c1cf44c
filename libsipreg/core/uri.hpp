// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP and SIPS URIs (RFC 3261 §19.1).
#pragma once

#include "core/address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

struct Param {
    std::string name, value; // as written, still escaped
    bool has_value = false;  // ";lr" against ";lr="

    bool operator==(const Param &) const = default;
};

struct Uri {
    bool secure = false;        // sips:
    std::string user, password; // as written, still escaped; ""
    std::string host;           // IPv6 without brackets
    std::uint16_t port = 0;     // 0: none
    std::vector<Param> params;
    std::string headers; // what follows "?"; ""
};

/// A host name, an IPv4 address or an IPv6 address in brackets, given back without them; nothing if it is neither.
std::optional<std::string> parse_host(std::string_view text);

/// Nothing unless @p text is a whole and valid sip: or sips: URI by RFC 3261 §25.1.
std::optional<Uri> parse_uri(std::string_view text);

/// Takes the zone out of the host of @p uri, where people write it as "%25eth0" (RFC 6874) or "%eth0", and returns it; "" if
/// there is none. What is left may go onto the wire.
std::string cut_zone(std::string &uri);

/// As text; parse_uri() gives the same value again. Scheme in lower case.
std::string to_string(const Uri &uri);

/// With every %HH decoded.
std::string unescape(std::string_view text);

/// With what may not stand in the value of a URI parameter as %HH.
std::string escape_param(std::string_view text);

/// The same by RFC 3261 §19.1.4: escapes decoded, host without case, the parameters that must be in both.
bool equivalent(const Uri &a, const Uri &b);

/// Null if absent; names are compared without case.
const Param *find_param(const Uri &uri, std::string_view name) noexcept;

/// The transport parameter, if it is there and known.
std::optional<Transport> transport_param(const Uri &uri) noexcept;

} // namespace sipreg::core
