// SPDX-License-Identifier: LGPL-2.1-or-later
// A peer made of a bare socket on loopback: it hears what is sent to it and answers what the test wants.
#pragma once

#include "base/descriptor.hpp"
#include "nta/source.hpp"
#include "support/answer.hpp"

#include <poll.h>
#include <string>
#include <sys/socket.h>

namespace sipreg::test {

class UdpPeer {
public:
    explicit UdpPeer(const char *ip = "127.0.0.1", std::uint16_t port = 0) : socket_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        const nta::SocketAddress address = nta::to_socket_address(*core::parse_ip(ip), port);
        if (bind(socket_.get(), address.get(), address.size) != 0)
            socket_ = Descriptor();
    }

    std::uint16_t port() const { return nta::local_of(socket_.get()).value_or(nta::Endpoint{}).port; }

    /// Whether a datagram is there; it is then in heard(), its sender known.
    bool hear()
    {
        pollfd ready{socket_.get(), POLLIN, 0};
        if (poll(&ready, 1, 0) != 1)
            return false;
        char text[65536];
        from_.size = sizeof from_.storage;
        const ssize_t size = recvfrom(socket_.get(), text, sizeof text, 0,
                                      reinterpret_cast<sockaddr *>(&from_.storage), &from_.size);
        heard_.assign(text, size > 0 ? static_cast<std::size_t>(size) : 0);
        return true;
    }
    const std::string &heard() const { return heard_; }

    void say(const std::string &text) const { say_to(from_, text); }
    void say_to(const nta::SocketAddress &to, const std::string &text) const
    {
        (void)sendto(socket_.get(), text.data(), text.size(), 0, to.get(), to.size);
    }
    const nta::SocketAddress &from() const { return from_; }

private:
    Descriptor socket_;
    nta::SocketAddress from_;
    std::string heard_;
};

/// The same for one TCP connection.
class TcpPeer {
public:
    TcpPeer() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        const nta::SocketAddress any = nta::to_socket_address(*core::parse_ip("127.0.0.1"), 0);
        if (bind(listener_.get(), any.get(), any.size) != 0 || listen(listener_.get(), 1) != 0)
            listener_ = Descriptor();
    }

    std::uint16_t port() const { return nta::local_of(listener_.get()).value_or(nta::Endpoint{}).port; }

    /// Whether a whole head has come; it is then in heard(), with all before.
    bool hear()
    {
        if (!connection_)
            connection_ = Descriptor(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        char text[4096];
        ssize_t size = 0;
        while ((size = recv(connection_.get(), text, sizeof text, 0)) > 0)
            heard_.append(text, static_cast<std::size_t>(size));
        closed_ = closed_ || (connection_ && size == 0);
        return heard_.find("\r\n\r\n") != std::string::npos;
    }
    const std::string &heard() const { return heard_; }

    /// Whether the other end has closed the connection.
    bool is_closed()
    {
        hear();
        return closed_;
    }
    void close() { connection_ = Descriptor(); }

    void say(const std::string &text) const { (void)send(connection_.get(), text.data(), text.size(), MSG_NOSIGNAL); }

private:
    Descriptor listener_, connection_;
    std::string heard_;
    bool closed_ = false;
};

} // namespace sipreg::test
