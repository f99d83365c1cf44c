// SPDX-License-Identifier: LGPL-2.1-or-later
// Socket addresses: the kernel's form of ours, and the local address it would send from.
#pragma once

#include "core/address.hpp"

#include <compare>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace sipreg::nta {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    const sockaddr *get() const noexcept { return reinterpret_cast<const sockaddr *>(&storage); }
};

/// A zone that names no interface is left out: the kernel refuses the address then.
SocketAddress to_socket_address(const core::IpAddress &ip, std::uint16_t port) noexcept;

struct Endpoint {
    core::IpAddress ip;
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint &) const = default;
};
/// "192.0.2.1:5060", "[fe80::1%eth0]:5060".
std::string to_string(const Endpoint &endpoint);
/// As others may know it: without a zone.
core::HostPort on_the_wire(const Endpoint &endpoint);
Endpoint from_socket_address(const sockaddr *address) noexcept;

/// Where @p fd is bound.
std::optional<Endpoint> local_of(int fd) noexcept;

/// The address from which the kernel routes to @p target; nothing, with errno set, if there is no route.
std::optional<core::IpAddress> source_for(const core::Target &target) noexcept;

} // namespace sipreg::nta
