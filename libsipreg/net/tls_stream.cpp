// SPDX-License-Identifier: LGPL-2.1-or-later
// A TLS connection to a peer whose identity is checked within the handshake.
#include "net/tls_stream.hpp"

#include "net/tls_bio.hpp"

#include <algorithm>
#include <climits>
#include <new>

namespace sipreg::net {

namespace {

// Our place on every SSL of ours. Only the number is taken process-wide; no hook comes with it.
int place() noexcept
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

int size_for(std::size_t size) noexcept { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

} // namespace

void TlsStream::prepare(SSL_CTX *context)
{
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, on_verify, nullptr);
    SSL_CTX_set_cert_cb(context, on_certificate_wanted, nullptr);
    SSL_CTX_set_info_callback(context, on_info);
    SSL_CTX_sess_set_new_cb(context, on_session);
}

TlsStream::TlsStream(Descriptor socket, const core::Peer &peer, SessionPtr session, Keep keep)
    : socket_(std::move(socket)), peer_(peer), keep_(std::move(keep)), ssl_(SSL_new(peer.tls->get()))
{
    const QuietErrors quiet;
    BIO *bio = ssl_ ? new_socket_bio(socket_.get()) : nullptr;
    if (bio == nullptr)
        throw std::bad_alloc();
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_ex_data(ssl_.get(), place(), this);
    if (!core::parse_ip(peer_.domain)) // RFC 6066 §3: no address
        SSL_set_tlsext_host_name(ssl_.get(), peer_.domain.c_str());
    if (session)
        SSL_set_session(ssl_.get(), session.get());
    SSL_set_connect_state(ssl_.get());
    symptoms_.has_certificate = !peer_.tls->settings().chain.empty();
}

TlsStream::~TlsStream()
{
    SSL_set_ex_data(ssl_.get(), place(), nullptr);
}

TlsStream *TlsStream::of(const SSL *ssl) noexcept
{
    return static_cast<TlsStream *>(SSL_get_ex_data(ssl, place()));
}

int TlsStream::on_verify(X509_STORE_CTX *chain, void *)
{
    const auto *ssl = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    TlsStream *self = of(ssl);
    try {
        self->symptoms_.refusal = examine(chain, self->peer_.tls->settings(), self->peer_.domain);
        return self->symptoms_.refusal ? 0 : 1;
    } catch (...) { // of memory
        X509_STORE_CTX_set_error(chain, X509_V_ERR_OUT_OF_MEM);
        return 0;
    }
}

int TlsStream::on_certificate_wanted(SSL *ssl, void *)
{
    of(ssl)->symptoms_.was_asked = true;
    return 1;
}

int TlsStream::on_session(SSL *ssl, SSL_SESSION *session)
{
    TlsStream *self = of(ssl);
    // A copy: OpenSSL spoils its own when the connection breaks, which is when one wants to resume (RFC 5246 §7.2.1).
    SessionPtr copy(self != nullptr && self->peer_.tls->settings().verify ? SSL_SESSION_dup(session) : nullptr);
    if (copy && self->keep_)
        self->keep_(std::move(copy));
    return 0;
}

void TlsStream::on_info(const SSL *ssl, int where, int value)
{
    TlsStream *self = of(ssl);
    const bool fatal = (value >> 8) == SSL3_AL_FATAL;
    if (self != nullptr && where == SSL_CB_READ_ALERT && fatal)
        self->symptoms_.alert = static_cast<std::uint8_t>(value & 0xff);
}

Stream::Outcome TlsStream::shake_hands()
{
    ERR_clear_error(); // SSL_get_error() takes what anybody left there for ours
    const int result = SSL_do_handshake(ssl_.get());
    return result == 1 ? accept_peer() : wait_or_fail(result);
}

core::Trouble TlsStream::unfinished() const
{
    return {core::Silence::unreachable, core::to_string(peer_.target) + ": the TLS handshake was not done", core::TlsFault::timeout};
}

// What the handshake has told once is asked again: this is the only way to trusted_.
Stream::Outcome TlsStream::accept_peer()
{
    const TlsSettings &settings = peer_.tls->settings();
    if (is_resumed())
        symptoms_.refusal = examine_again(ssl_.get(), settings, peer_.domain);
    else if (settings.verify && (SSL_get_verify_result(ssl_.get()) != X509_V_OK || SSL_get0_peer_certificate(ssl_.get()) == nullptr))
        symptoms_.refusal = Refusal{core::TlsFault::no_certificate, "the server showed no certificate"};
    if (symptoms_.refusal) {
        fail(explain(symptoms_, core::to_string(peer_.target)));
        return Outcome::failed;
    }
    trusted_ = symptoms_.trusted = true;
    return Outcome::done;
}

Stream::Result TlsStream::read(char *data, std::size_t size)
{
    if (!trusted_ || failed_)
        return {Outcome::failed};
    ERR_clear_error();
    const int result = SSL_read(ssl_.get(), data, size_for(size));
    return result > 0 ? Result{Outcome::done, static_cast<std::size_t>(result)} : Result{wait_or_fail(result)};
}

Stream::Result TlsStream::write(const char *data, std::size_t size)
{
    if (!trusted_ || failed_)
        return {Outcome::failed};
    ERR_clear_error();
    const int result = SSL_write(ssl_.get(), data, size_for(size));
    if (result > 0)
        return {Outcome::done, static_cast<std::size_t>(result)};
    if (SSL_get_error(ssl_.get(), result) == SSL_ERROR_SYSCALL)
        hear_last_words();
    return {wait_or_fail(result)};
}

// The alert that says why the peer takes nothing more may have come.
void TlsStream::hear_last_words() noexcept
{
    char byte;
    SSL_peek(ssl_.get(), &byte, 1);
}

Stream::Outcome TlsStream::wait_or_fail(int result)
{
    const int error = SSL_get_error(ssl_.get(), result);
    symptoms_.error = error == SSL_ERROR_SSL ? ERR_peek_error() : 0;
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ)
        return Outcome::wants_read;
    if (error == SSL_ERROR_WANT_WRITE)
        return Outcome::wants_write;
    fail(explain(symptoms_, core::to_string(peer_.target)));
    return Outcome::failed;
}

void TlsStream::fail(core::Trouble trouble)
{
    failed_ = true;
    trouble_ = std::move(trouble);
}

void TlsStream::close() noexcept
{
    if (!trusted_ || failed_)
        return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
}

} // namespace sipreg::net
