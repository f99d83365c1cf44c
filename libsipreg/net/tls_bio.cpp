// SPDX-License-Identifier: LGPL-2.1-or-later
// A socket under TLS.
#include "net/tls_bio.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/socket.h>

namespace sipreg::net {

namespace {

int socket_of(BIO *bio) noexcept { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

bool is_passing(ssize_t result) noexcept
{
    return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

int on_write(BIO *bio, const char *data, int size)
{
    const ssize_t sent = send(socket_of(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    BIO_clear_retry_flags(bio);
    if (is_passing(sent))
        BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

int on_read(BIO *bio, char *data, int size)
{
    const ssize_t got = recv(socket_of(bio), data, static_cast<std::size_t>(size), 0);
    BIO_clear_retry_flags(bio);
    if (is_passing(got))
        BIO_set_retry_read(bio);
    if (got == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(got);
}

long on_control(BIO *bio, int command, long, void *)
{
    if (command == BIO_CTRL_EOF)
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD *method() noexcept
{
    static const BIO_METHOD *const made = [] {
        BIO_METHOD *fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sipreg socket");
        if (fresh != nullptr) {
            BIO_meth_set_write(fresh, on_write);
            BIO_meth_set_read(fresh, on_read);
            BIO_meth_set_ctrl(fresh, on_control);
        }
        return fresh;
    }();
    return made;
}

} // namespace

BIO *new_socket_bio(int socket) noexcept
{
    BIO *bio = method() != nullptr ? BIO_new(method()) : nullptr;
    if (bio == nullptr)
        return nullptr;
    BIO_set_data(bio, reinterpret_cast<void *>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    return bio;
}

} // namespace sipreg::net
