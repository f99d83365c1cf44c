// SPDX-License-Identifier: LGPL-2.1-or-later
// Who the registrar is over TLS.
#include "registrar/identity.hpp"

#include <openssl/err.h>

#include <cerrno>
#include <new>
#include <stdexcept>

namespace registrar {

namespace {

struct SslEnd {
    void operator()(SSL *ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, SslEnd>;

class TlsLine final : public Line {
public:
    TlsLine(Fd fd, SSL_CTX *context) : fd_(std::move(fd)), ssl_(SSL_new(context))
    {
        if (!ssl_ || SSL_set_fd(ssl_.get(), fd_.get()) != 1)
            throw std::bad_alloc();
        SSL_set_accept_state(ssl_.get());
    }
    ~TlsLine() override
    {
        if (!broken_)
            SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }

    int fd() const override { return fd_.get(); }

    // With the first bytes the handshake, whose messages all fit into the buffers of the socket.
    ssize_t read(char *data, std::size_t size) override
    {
        ERR_clear_error();
        return judged(SSL_read(ssl_.get(), data, static_cast<int>(size)));
    }

    ssize_t write(std::string_view data) override
    {
        ERR_clear_error();
        return judged(SSL_write(ssl_.get(), data.data(), static_cast<int>(data.size())));
    }

private:
    ssize_t judged(int result)
    {
        const int error = SSL_get_error(ssl_.get(), result);
        if (error == SSL_ERROR_NONE)
            return result;
        const bool waits = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
        broken_ = broken_ || error == SSL_ERROR_SSL || error == SSL_ERROR_SYSCALL;
        errno = waits ? EAGAIN : ECONNRESET;
        return error == SSL_ERROR_ZERO_RETURN ? 0 : -1;
    }

    const Fd fd_;
    const SslPtr ssl_;
    bool broken_ = false;
};

void refuse(const std::string &file, const char *what)
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    throw std::invalid_argument(file + ": " + what + (reason != nullptr ? std::string(", ") + reason : ""));
}

} // namespace

Identity::Identity(const std::string &certificate, const std::string &key) : context_(SSL_CTX_new(TLS_server_method()))
{
    SSL_CTX *context = context_.get();
    if (context == nullptr)
        throw std::bad_alloc();
    ERR_clear_error();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
        refuse(certificate, "no certificate");
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
        refuse(key, "no key to the certificate");
}

std::unique_ptr<Line> Identity::accept(Fd fd) const { return std::make_unique<TlsLine>(std::move(fd), context_.get()); }

} // namespace registrar
