// SPDX-License-Identifier: LGPL-2.1-or-later
// Socket addresses: the kernel's form of ours, and the local address it would send from.
#pragma once

#include "core/address.hpp"

#include <optional>
#include <sys/socket.h>

namespace sipreg::nta {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr *get() const noexcept { return reinterpret_cast<const sockaddr *>(&storage); }
};

SocketAddress to_socket_address(const core::IpAddress &ip, std::uint16_t port) noexcept;

struct Endpoint {
    core::IpAddress ip;
    std::uint16_t port = 0;
};
Endpoint from_socket_address(const sockaddr *address) noexcept;

/// Where @p fd is bound.
std::optional<Endpoint> local_of(int fd) noexcept;

/// The address from which the kernel routes to @p target; nothing, with errno set, if there is no route.
std::optional<core::IpAddress> source_for(const core::Target &target) noexcept;

} // namespace sipreg::nta
