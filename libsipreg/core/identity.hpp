// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a certificate is that of a SIP domain (RFC 5922 §7).
#pragma once

#include "core/address.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// What a certificate says of whom it is for, as it stands there.
struct CertificateNames {
    std::vector<std::string> uris, dns; // of the subjectAltName
    std::vector<IpAddress> ips;
    bool has_alt_names = false; // of any kind
    std::string common_name;
};

/// What is accepted beyond the RFC.
struct IdentityRules {
    bool wildcard = false;    // "*" for one whole left-most label, of a domain of two labels at least
    bool common_name = false; // where there is no subjectAltName
};

/// Nothing if the certificate is that of @p domain, a host name or a numeric address; else why it is not, with the names
/// that it has.
std::optional<std::string> mismatch(const CertificateNames &names, std::string_view domain, const IdentityRules &rules);

/// @p text of a stranger as it may be shown: valid UTF-8, control characters left out, cut where it gets long.
std::string presentable(std::string_view text);

} // namespace sipreg::core
