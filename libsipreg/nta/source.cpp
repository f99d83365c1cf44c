// SPDX-License-Identifier: LGPL-2.1-or-later
// Socket addresses.
#include "nta/source.hpp"

#include "base/descriptor.hpp"
#include "net/interface.hpp"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>

namespace sipreg::nta {

SocketAddress to_socket_address(const core::IpAddress &ip, std::uint16_t port) noexcept
{
    SocketAddress address;
    if (ip.v6) {
        sockaddr_in6 in6{};
        in6.sin6_family = AF_INET6;
        in6.sin6_port = htons(port);
        std::memcpy(&in6.sin6_addr, ip.bytes.data(), 16);
        if (core::has_zone(ip))
            in6.sin6_scope_id = net::index_of(ip.zone);
        std::memcpy(&address.storage, &in6, address.size = sizeof in6);
    } else {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        std::memcpy(&in.sin_addr, ip.bytes.data(), 4);
        std::memcpy(&address.storage, &in, address.size = sizeof in);
    }
    return address;
}

Endpoint from_socket_address(const sockaddr *address) noexcept
{
    Endpoint endpoint;
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 in6;
        std::memcpy(&in6, address, sizeof in6);
        endpoint.port = ntohs(in6.sin6_port);
        endpoint.ip.v6 = !IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr);
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(&in6.sin6_addr);
        std::copy(bytes + (endpoint.ip.v6 ? 0 : 12), bytes + 16, endpoint.ip.bytes.begin());
        if (core::is_link_local(endpoint.ip) && in6.sin6_scope_id != 0)
            endpoint.ip.zone = net::zone_of(in6.sin6_scope_id);
    } else {
        sockaddr_in in;
        std::memcpy(&in, address, sizeof in);
        endpoint.port = ntohs(in.sin_port);
        std::memcpy(endpoint.ip.bytes.data(), &in.sin_addr, 4);
    }
    return endpoint;
}

std::string to_string(const Endpoint &endpoint)
{
    return core::bracketed(endpoint.ip) + ':' + std::to_string(endpoint.port);
}

core::HostPort on_the_wire(const Endpoint &endpoint)
{
    return {core::to_string(core::without_zone(endpoint.ip)), endpoint.port};
}

std::optional<Endpoint> local_of(int fd) noexcept
{
    SocketAddress local;
    local.size = sizeof local.storage;
    if (getsockname(fd, reinterpret_cast<sockaddr *>(&local.storage), &local.size) != 0)
        return {};
    return from_socket_address(local.get());
}

std::optional<core::IpAddress> source_for(const core::Target &target) noexcept
{
    const Descriptor probe(socket(target.ip.v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const SocketAddress address = to_socket_address(target.ip, target.port);
    // Connecting a datagram socket sends nothing; it makes the kernel choose.
    if (!probe || connect(probe.get(), address.get(), address.size) != 0)
        return {};
    const std::optional<Endpoint> local = local_of(probe.get());
    return local ? std::optional(local->ip) : std::nullopt;
}

} // namespace sipreg::nta
