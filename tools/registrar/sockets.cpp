// SPDX-License-Identifier: LGPL-2.1-or-later
// Descriptors, addresses, listening sockets.
#include "registrar/sockets.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace registrar {

namespace {

struct Where {
    bool stream, secure;
    SocketAddress address;
};

[[noreturn]] void not_a_listener(const std::string &text)
{
    throw std::invalid_argument("'" + text + "' is not like udp:127.0.0.1:5060, tcp:[::1]:5060 or tls:127.0.0.1:5061");
}

[[noreturn]] void system_refused(const std::string &text)
{
    throw std::system_error(errno, std::system_category(), "cannot listen on " + text);
}

bool look_up(std::string host, const std::string &port, SocketAddress &address)
{
    addrinfo hints{}, *found = nullptr;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (host.empty() || port.empty() || getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0)
        return false;
    address.size = found->ai_addrlen;
    std::copy_n(reinterpret_cast<const char *>(found->ai_addr), found->ai_addrlen,
                reinterpret_cast<char *>(&address.storage));
    freeaddrinfo(found);
    return true;
}

Where read_where(const std::string &text)
{
    const bool secure = text.starts_with("tls:");
    Where where{secure || text.starts_with("tcp:"), secure, {}};
    const std::size_t last = text.rfind(':');
    if ((!where.stream && !text.starts_with("udp:")) || last < 4 ||
        number(text.substr(last + 1)).value_or(0x10000) > 0xFFFF ||
        !look_up(text.substr(4, last - 4), text.substr(last + 1), where.address))
        not_a_listener(text);
    return where;
}

void prepare(int fd, bool stream)
{
    const int on = 1, room = 8 << 20; // many clients may start at once
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (stream) // a UDP socket would share a port that is taken
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

std::string written(const Source &source)
{
    const bool v6 = source.host.find(':') != std::string::npos;
    return (v6 ? '[' + source.host + ']' : source.host) + ':' + std::to_string(source.port);
}

// RFC 4007 §11.2: a zone means nothing to whoever is told.
SocketAddress without_zone(SocketAddress address)
{
    if (address.storage.ss_family == AF_INET6)
        reinterpret_cast<sockaddr_in6 *>(&address.storage)->sin6_scope_id = 0;
    return address;
}

} // namespace

Fd::~Fd()
{
    if (fd_ >= 0)
        close(fd_);
}

Source source_of(const SocketAddress &given)
{
    const SocketAddress address = without_zone(given);
    char host[NI_MAXHOST] = "", port[NI_MAXSERV] = "";
    getnameinfo(address.get(), address.size, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    return {host, static_cast<std::uint16_t>(number(port).value_or(0))};
}

Listener open_listener(const std::string &text)
{
    const Where where = read_where(text);
    const int type = (where.stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC;
    Fd fd(socket(where.address.storage.ss_family, type, 0));
    if (fd.get() < 0)
        system_refused(text);
    prepare(fd.get(), where.stream);
    if (bind(fd.get(), where.address.get(), where.address.size) != 0 ||
        (where.stream && listen(fd.get(), SOMAXCONN) != 0))
        system_refused(text);
    SocketAddress bound;
    getsockname(fd.get(), bound.get(), &bound.size);
    const Source local = source_of(bound);
    return {std::move(fd), where.stream, where.secure, text.substr(0, 4) + written(local), local.port};
}

} // namespace registrar
