// SPDX-License-Identifier: LGPL-2.1-or-later
// The one STUN request that keeps a UDP flow open, and its answer (RFC 5389, RFC 5626 §4.4.2).
#pragma once

#include "core/address.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

inline constexpr std::size_t kStunIdSize = 12;

/// Binding request; @p id is random and kStunIdSize bytes long.
std::string write_stun_request(std::string_view id);

struct StunAnswer {
    std::string id;
    std::optional<Target> seen; // where the request came from, as the peer saw it; the transport is udp
};

/// Nothing if it is no answer to a Binding request, or malformed.
std::optional<StunAnswer> read_stun_answer(std::string_view datagram);

} // namespace sipreg::core
