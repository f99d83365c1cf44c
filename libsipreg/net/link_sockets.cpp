// SPDX-License-Identifier: LGPL-2.1-or-later
// The sockets of a c-ares channel, which knows no zones.
#include "net/link_sockets.hpp"

#include "net/interface.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <unistd.h>

namespace sipreg::net {

namespace {

// RFC 6666: nobody is there. (Later versions of c-ares pass over link-local addresses without an interface.)
constexpr core::IpAddress kStandIn{true, {0x01, 0x00}, {}};

struct In6 {
    sockaddr_in6 address{};
    core::IpAddress ip; // of it, without its scope
};

std::optional<In6> in6_of(const sockaddr *address, socklen_t size)
{
    In6 in6;
    if (address == nullptr || address->sa_family != AF_INET6 || size < sizeof in6.address)
        return {};
    std::memcpy(&in6.address, address, sizeof in6.address);
    in6.ip.v6 = true;
    std::memcpy(in6.ip.bytes.data(), &in6.address.sin6_addr, in6.ip.bytes.size());
    return in6;
}

void change(In6 &in6, const core::IpAddress &ip, unsigned scope)
{
    std::memcpy(&in6.address.sin6_addr, ip.bytes.data(), ip.bytes.size());
    in6.address.sin6_scope_id = scope;
}

core::IpAddress stand_in(std::size_t number)
{
    core::IpAddress ip = kStandIn;
    ip.bytes.back() = static_cast<std::uint8_t>(number);
    return ip;
}

} // namespace

std::string LinkSockets::list_of(const std::vector<core::HostPort> &nameservers, std::uint16_t usual_port)
{
    zoned_.clear();
    std::string list;
    for (const core::HostPort &server : nameservers) {
        const std::optional<core::IpAddress> ip = core::parse_zoned_ip(server.host);
        const bool is_zoned = ip && core::has_zone(*ip);
        const std::string host = is_zoned ? core::to_string(stand_in_for(*ip)) : server.host;
        const std::uint16_t port = server.port != 0 ? server.port : usual_port;
        list += (list.empty() ? "" : ",") + core::to_string(core::HostPort{host, port});
    }
    return list;
}

core::IpAddress LinkSockets::stand_in_for(const core::IpAddress &zoned)
{
    zoned_.push_back(zoned);
    return stand_in(zoned_.size() - 1);
}

void LinkSockets::serve(ares_channel channel)
{
    static constexpr ares_socket_functions kFunctions{&LinkSockets::open, &LinkSockets::close, &LinkSockets::connect,
                                                      &LinkSockets::receive, &LinkSockets::send};
    if (!zoned_.empty())
        ares_set_socket_functions(channel, &kFunctions, this);
}

ares_socket_t LinkSockets::open(int family, int type, int protocol, void *)
{
    const int fd = ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    const int on = 1;
    if (type == SOCK_STREAM)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int LinkSockets::close(ares_socket_t socket, void *) { return ::close(socket); }

int LinkSockets::connect(ares_socket_t socket, const sockaddr *address, ares_socklen_t size, void *self)
{
    const std::vector<core::IpAddress> &zoned = static_cast<const LinkSockets *>(self)->zoned_;
    std::optional<In6> in6 = in6_of(address, size);
    const std::size_t number = in6 ? in6->ip.bytes.back() : 0;
    if (!in6 || number >= zoned.size() || in6->ip != stand_in(number))
        return ::connect(socket, address, size);
    const unsigned link = index_of(zoned[number].zone);
    if (link == 0) {
        errno = ENODEV;
        return -1;
    }
    change(*in6, zoned[number], link);
    return ::connect(socket, reinterpret_cast<const sockaddr *>(&in6->address), sizeof in6->address);
}

// c-ares compares where an answer comes from with where it asked.
ares_ssize_t LinkSockets::receive(ares_socket_t socket, void *data, std::size_t size, int flags, sockaddr *from,
                                  ares_socklen_t *from_size, void *self)
{
    const ssize_t got = ::recvfrom(socket, data, size, flags, from, from_size);
    std::optional<In6> in6 = got >= 0 && from_size != nullptr ? in6_of(from, *from_size) : std::nullopt;
    if (!in6 || in6->address.sin6_scope_id == 0)
        return got;
    const std::vector<core::IpAddress> &zoned = static_cast<const LinkSockets *>(self)->zoned_;
    const auto is_it = [&](const core::IpAddress &ip) {
        return ip.bytes == in6->ip.bytes && index_of(ip.zone) == in6->address.sin6_scope_id;
    };
    const auto found = std::find_if(zoned.begin(), zoned.end(), is_it);
    if (found != zoned.end()) {
        change(*in6, stand_in(static_cast<std::size_t>(found - zoned.begin())), 0);
        std::memcpy(from, &in6->address, sizeof in6->address);
    }
    return got;
}

ares_ssize_t LinkSockets::send(ares_socket_t socket, const iovec *parts, int count, void *)
{
    msghdr message{};
    message.msg_iov = const_cast<iovec *>(parts); // it is not written to
    message.msg_iovlen = static_cast<std::size_t>(count);
    return ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

} // namespace sipreg::net
