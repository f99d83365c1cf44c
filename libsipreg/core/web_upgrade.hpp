// SPDX-License-Identifier: LGPL-2.1-or-later
// How a WebSocket begins (RFC 6455 §4.1, RFC 7118 §4).
#pragma once

#include "core/peer.hpp"
#include "core/reply.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

/// The request to @p peer. It holds what may be secret: wipe it. @p key: 16 random bytes in base64.
std::string write_upgrade(const Peer &peer, std::string_view key);

/// What the hash of the server's answer to @p key is taken of; SHA-1, base64.
std::string upgrade_proof(std::string_view key);

/// Bytes of the answer's head, with the empty line at its end; 0 as long as it is not whole.
std::size_t upgrade_head_size(std::string_view bytes) noexcept;

/// It may still become one.
bool may_be_upgrade_head(std::string_view bytes) noexcept;

/// Why the server's answer does not open a WebSocket for SIP; nothing if it does. @p accept is the hash.
std::optional<Trouble> upgrade_refusal(std::string_view head, std::string_view accept);

} // namespace sipreg::core
