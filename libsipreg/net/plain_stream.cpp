// SPDX-License-Identifier: LGPL-2.1-or-later
// A connection in clear.
#include "net/plain_stream.hpp"

#include "net/failure.hpp"

#include <cerrno>
#include <sys/socket.h>

namespace sipreg::net {

Stream::Result PlainStream::read(char *data, std::size_t size)
{
    const ssize_t moved = recv(socket_.get(), data, size, 0);
    if (moved != 0)
        return result_of(moved, Outcome::wants_read);
    trouble_ = system_failure(0, peer_);
    return {Outcome::failed};
}

Stream::Result PlainStream::write(const char *data, std::size_t size)
{
    return result_of(send(socket_.get(), data, size, MSG_NOSIGNAL), Outcome::wants_write);
}

Stream::Result PlainStream::result_of(ssize_t moved, Outcome wanted)
{
    if (moved >= 0)
        return {Outcome::done, static_cast<std::size_t>(moved)};
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
        return {wanted};
    trouble_ = system_failure(errno, peer_);
    return {Outcome::failed};
}

void PlainStream::close() noexcept { shutdown(socket_.get(), SHUT_WR); }

} // namespace sipreg::net
