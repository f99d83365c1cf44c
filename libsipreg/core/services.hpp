// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar offers along with a binding: routes, identities, GRUUs, push notification.
#pragma once

#include "core/reply.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

struct Services {
    std::vector<std::string> service_route; // RFC 3608: values as they came, all or none
    std::string route_set;                  // Route of later requests: the outbound proxy, then the service route
    std::vector<std::string> path;          // RFC 3327: values as they came, all or none
    std::vector<std::string> associated;    // RFC 7315 P-Associated-URI: the URIs
    std::string public_gruu, temporary_gruu; // RFC 5627
    std::string push_provider, push_purr;    // RFC 8599 +sip.pns, +sip.pnspurr
    std::uint32_t push_refresh_s = 0;        // +sip.pnsreg: so long before the end a refresh is expected

    bool operator==(const Services &) const = default;
};

/// From the head of a 2xx and our binding in it, or null. @p route is the Route value of an outbound proxy, or "".
/// Null if there is nothing to tell, as of most registrars.
std::shared_ptr<const Services> read_services(std::string_view head, const Binding *own, std::string_view route);

} // namespace sipreg::core
