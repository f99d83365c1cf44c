// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest with a SIM (RFC 3310, RFC 4169): the challenge in the nonce, the password of the second version.
#pragma once

#include "core/digest.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

/// What the SIM is asked, 16 bytes each.
struct AkaVector {
    std::string rand, autn;
};

/// RFC 3310 §3.2: the nonce is base64 of RAND, AUTN and what the server adds. Nothing if they are not in it.
std::optional<AkaVector> aka_vector(std::string_view nonce);

/// RFC 4169 §3: the password out of @p keys, which is RES, IK and CK one after the other. The caller wipes it.
std::string akav2_password(const Hashes &hashes, Algorithm algorithm, std::string_view keys);

} // namespace sipreg::core
