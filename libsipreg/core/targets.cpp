// SPDX-License-Identifier: LGPL-2.1-or-later
// The targets of an attempt, in order.
#include "core/targets.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::uint16_t kDefaultPort = 5060; // RFC 3261 §19.1.2, UDP and TCP
constexpr std::size_t kMaxTargets = 16;      // a hostile zone may name thousands

Target target_at(const Hop &hop, const IpAddress &ip)
{
    return {hop.transport, ip, hop.port != 0 ? hop.port : kDefaultPort};
}

} // namespace

std::optional<Target> numeric_target(const Hop &hop)
{
    const std::optional<IpAddress> ip = parse_ip(hop.host);
    if (!ip)
        return {};
    return target_at(hop, *ip);
}

std::vector<Target> targets_of(const Hop &hop, const std::vector<IpAddress> &addresses)
{
    std::vector<Target> targets;
    for (const IpAddress &ip : addresses) {
        const Target target = target_at(hop, ip);
        if (targets.size() < kMaxTargets && std::find(targets.begin(), targets.end(), target) == targets.end())
            targets.push_back(target);
    }
    return targets;
}

} // namespace sipreg::core
