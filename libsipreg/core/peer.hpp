// SPDX-License-Identifier: LGPL-2.1-or-later
// Whom a request goes to: a place, and who is to be there.
#pragma once

#include "core/address.hpp"
#include "core/web_resource.hpp"

#include <compare>
#include <cstdint>
#include <memory>
#include <string>

namespace sipreg::net {
class TlsContext; // nothing but a name here
} // namespace sipreg::net

namespace sipreg::core {

/// What a connection is for: what goes to equal peers may share one, and nothing else may.
struct Peer {
    Target target;
    std::string domain; // host of the URI that we were told to use (RFC 5922 §4); "" where that changes nothing
    std::shared_ptr<const net::TlsContext> tls; // null: the endpoint's
    SharedWebResource web{};                    // over WebSocket
    std::uint8_t flow = 0; // number of the connection, where one registration keeps several (RFC 5626)

    auto operator<=>(const Peer &) const = default;
};

} // namespace sipreg::core
