// SPDX-License-Identifier: LGPL-2.1-or-later
// How a WebSocket begins (RFC 6455 §4.1, RFC 7118 §4).
#pragma once

#include "core/account.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// How a server behind WebSocket wants to be asked.
struct WebResource {
    std::string path = "/";
    std::string host;   // "": that of the connection
    std::string origin; // "": none
    std::vector<Header> headers;

    bool operator==(const WebResource &) const = default;
};

/// @p host is with its port, if it is not the usual one. @p key: 16 random bytes in base64.
std::string write_upgrade(const WebResource &resource, std::string_view host, std::string_view key);

/// What the hash of the server's answer to @p key is taken of; SHA-1, base64.
std::string upgrade_proof(std::string_view key);

/// Bytes of the answer's head, with the empty line at its end; 0 as long as it is not whole.
std::size_t upgrade_head_size(std::string_view bytes) noexcept;

/// Why the server's answer does not open a WebSocket for SIP, as a sentence; "" if it does. @p accept is the hash.
std::string upgrade_refusal(std::string_view head, std::string_view accept);

} // namespace sipreg::core
