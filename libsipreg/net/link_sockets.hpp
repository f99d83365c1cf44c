// SPDX-License-Identifier: LGPL-2.1-or-later
// The sockets of a c-ares channel, which knows no zones: it is given other addresses in place of those that have one.
#pragma once

#include "core/address.hpp"

#include <ares.h>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

namespace sipreg::net {

class LinkSockets {
public:
    /// As c-ares wants it, "host:port,host:port": it does not take "[::1]" without. Forgets what it stood for before.
    std::string list_of(const std::vector<core::HostPort> &nameservers, std::uint16_t usual_port);

    /// Has @p channel use such sockets, if there is a need. This must outlive it.
    void serve(ares_channel channel);

private:
    static ares_socket_t open(int family, int type, int protocol, void *);
    static int close(ares_socket_t socket, void *);
    static int connect(ares_socket_t socket, const sockaddr *address, ares_socklen_t size, void *self);
    static ares_ssize_t receive(ares_socket_t socket, void *data, std::size_t size, int flags, sockaddr *from,
                                ares_socklen_t *from_size, void *self);
    static ares_ssize_t send(ares_socket_t socket, const iovec *parts, int count, void *);

    core::IpAddress stand_in_for(const core::IpAddress &zoned);

    std::vector<core::IpAddress> zoned_; // the n-th goes by kStandIn and n
};

} // namespace sipreg::net
