// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a request can be sent (RFC 3263 §4), of what is known of the DNS.
#pragma once

#include "core/account.hpp"
#include "core/dns.hpp"
#include "core/place.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sipreg::core {

enum class Family : std::uint8_t { any, v4_first, v6_first, v4_only, v6_only };

/// What this endpoint can and likes.
struct Offer {
    std::vector<Transport> transports{Transport::udp, Transport::tcp}; // preferred first
    Family family = Family::any; // any: in the order that the system prefers (RFC 6724)
};

struct Located {
    std::vector<dns::Question> questions; // to be answered first; there are no places as long as there is one
    std::vector<Place> places; // in order, without repeats, at most 16
    std::string problem;       // a sentence, if there are neither
};

/// Total: asked again with more answers, it asks on or is done. What could not be answered counts as not there, since many
/// a nameserver at home fails with any record but an address. @p chance draws by the weights of SRV records.
Located locate(const Hop &hop, const Offer &offer, const dns::Answers &answers, std::uint64_t chance);

} // namespace sipreg::core
