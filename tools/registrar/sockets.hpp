// SPDX-License-Identifier: LGPL-2.1-or-later
// Descriptors that close themselves, addresses, and the listening sockets.
#pragma once

#include "registrar/message.hpp"

#include <sys/socket.h>

#include <utility>

namespace registrar {

class Fd {
public:
    explicit Fd(int fd = -1) : fd_(fd) {}
    Fd(Fd &&other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Fd &operator=(Fd &&other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Fd();
    int get() const { return fd_; }

private:
    int fd_;
};

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
};

Source source_of(const SocketAddress &address);

struct Listener {
    Fd fd;
    bool stream;
    bool secure;      // under TLS
    std::string name; // "udp:127.0.0.1:40123", with the port that it got
    std::uint16_t port;
};

/// Opens "udp:127.0.0.1:0", "tcp:[::1]:5060" or "tls:127.0.0.1:5061". Throws std::invalid_argument for what it cannot read,
/// std::system_error for what the system refuses.
Listener open_listener(const std::string &text);

} // namespace registrar
