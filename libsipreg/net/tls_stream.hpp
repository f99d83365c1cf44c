// SPDX-License-Identifier: LGPL-2.1-or-later
// A TLS connection to a peer whose identity is checked within the handshake: nothing is read or written before.
#pragma once

#include "base/descriptor.hpp"
#include "core/peer.hpp"
#include "net/stream.hpp"
#include "net/tls_context.hpp"
#include "net/tls_reason.hpp"
#include "net/tls_verify.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sipreg::net {

class TlsStream final : public Stream {
public:
    /// A session that may be resumed with the same peer.
    using Keep = std::function<void(SessionPtr)>;

    /// @p socket is connected to @p peer, whose TLS settings are not null. @p session may be null; @p keep may be called until
    /// this is gone. Throws std::bad_alloc.
    TlsStream(Descriptor socket, const core::Peer &peer, SessionPtr session, Keep keep);
    ~TlsStream() override;

    int fd() const noexcept override { return socket_.get(); }
    Outcome shake_hands() override;
    core::Trouble unfinished() const override;
    Result read(char *data, std::size_t size) override;
    Result write(const char *data, std::size_t size) override;
    void close() noexcept override;
    core::Trouble trouble() const override { return trouble_; }

    bool is_resumed() const noexcept override { return SSL_session_reused(ssl_.get()) == 1; }

    /// For TlsContext: has the connections made with @p context tell their streams.
    static void prepare(SSL_CTX *context);

private:
    static TlsStream *of(const SSL *ssl) noexcept;
    static int on_verify(X509_STORE_CTX *chain, void *);
    static int on_certificate_wanted(SSL *ssl, void *);
    static int on_session(SSL *ssl, SSL_SESSION *session);
    static void on_info(const SSL *ssl, int where, int value);

    Outcome accept_peer();
    void hear_last_words() noexcept;
    Outcome wait_or_fail(int result);
    void fail(core::Trouble trouble);

    const Descriptor socket_;
    const core::Peer peer_;
    const Keep keep_;
    SslPtr ssl_;
    bool trusted_ = false; // the handshake is done, and the peer is who it should be
    bool failed_ = false;
    Symptoms symptoms_;
    core::Trouble trouble_;
};

} // namespace sipreg::net
