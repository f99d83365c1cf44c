// SPDX-License-Identifier: LGPL-2.1-or-later
// A TLS server that shows what certificate it is told to.
#include "support/tls_lab.hpp"

#include "support/answer.hpp"
#include "support/web_talk.hpp"

#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sipreg::test {

namespace {

constexpr int kStep = 20; // milliseconds, after which it looks whether it is to end
constexpr int kPatience = 500; // milliseconds, after which what it writes is not taken any more
constexpr int kWindow = 8192; // bytes that come unread: the kernel's own buffers would hold most of what a test sends

bool is_readable(int socket)
{
    pollfd ready{socket, POLLIN, 0};
    return poll(&ready, 1, kStep) == 1;
}

bool is_writable(int socket)
{
    pollfd ready{socket, POLLOUT, 0};
    return poll(&ready, 1, kPatience) == 1;
}

void end_with_reset(int socket)
{
    const linger at_once{1, 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

} // namespace

TlsServer::TlsServer(ServerSettings settings)
{
    change(std::move(settings));
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &kWindow, sizeof kWindow);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *any = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (bind(listener_, any, size) == 0 && listen(listener_, 64) == 0 && getsockname(listener_, any, &size) == 0)
        port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

TlsServer::~TlsServer()
{
    ends_ = true;
    thread_.join();
    close(listener_);
}

void TlsServer::change(ServerSettings settings)
{
    net::SslContextPtr context = make_context(settings);
    const std::lock_guard lock(mutex_);
    settings_ = std::move(settings);
    context_ = std::move(context);
}

void TlsServer::also_say(std::string request)
{
    const std::lock_guard lock(mutex_);
    also_ = std::move(request);
}

std::string TlsServer::heard() const
{
    const std::lock_guard lock(mutex_);
    return heard_;
}

std::string TlsServer::name_asked_for() const
{
    const std::lock_guard lock(mutex_);
    return name_;
}

net::SslContextPtr TlsServer::make_context(const ServerSettings &settings)
{
    net::SslContextPtr context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), settings.min_version);
    SSL_CTX_set_max_proto_version(context.get(), settings.max_version);
    if (settings.paper.certificate) {
        SSL_CTX_use_certificate(context.get(), settings.paper.certificate.get());
        SSL_CTX_use_PrivateKey(context.get(), settings.paper.key.get());
    }
    for (const net::Certificate &more : settings.more)
        SSL_CTX_add1_chain_cert(context.get(), more.get());
    static const unsigned char kId[] = "test";
    SSL_CTX_set_session_id_context(context.get(), kId, sizeof kId);
    if (settings.client_ca) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), settings.client_ca.get());
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

void TlsServer::hear_out(int socket) const
{
    char chunk[4096];
    while (!ends_)
        if (is_readable(socket) && recv(socket, chunk, sizeof chunk, 0) <= 0)
            return;
}

void TlsServer::run()
{
    sigset_t pipe; // who closes while OpenSSL writes here is no reason to die
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    while (!ends_)
        if (is_readable(listener_))
            if (const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); socket >= 0) {
                ++connections_;
                serve(socket);
                close(socket);
            }
}

void TlsServer::serve(int socket)
{
    Manner manner;
    net::SslPtr ssl;
    {
        const std::lock_guard lock(mutex_);
        manner = settings_.manner;
        ssl.reset(SSL_new(context_.get()));
    }
    if (manner == Manner::closes)
        return;
    if (manner == Manner::hangs)
        return hear_out(socket);
    if (manner == Manner::talks_http) {
        (void)!send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", 28, MSG_NOSIGNAL);
        return;
    }
    timeval limit{2, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    SSL_set_fd(ssl.get(), socket);
    const bool accepted = SSL_accept(ssl.get()) == 1;
    if (const char *name = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name)) {
        const std::lock_guard lock(mutex_);
        name_ = name;
    }
    resumed_ += SSL_session_reused(ssl.get()) == 1;
    if (accepted)
        talk(ssl.get(), socket, manner);
    else
        shutdown(socket, SHUT_WR); // so that the alert arrives
}

void TlsServer::talk(SSL *ssl, int socket, Manner manner)
{
    std::string request;
    WebTalk web;
    while (!ends_) {
        if (paused_) {
            poll(nullptr, 0, kStep);
            continue;
        }
        if (SSL_pending(ssl) == 0 && !is_readable(socket))
            continue;
        char chunk[4096];
        const int size = SSL_read(ssl, chunk, sizeof chunk);
        if (size <= 0)
            return;
        request.append(chunk, static_cast<std::size_t>(size));
        {
            const std::lock_guard lock(mutex_);
            heard_.append(chunk, static_cast<std::size_t>(size));
        }
        if (manner == Manner::resets_request)
            return end_with_reset(socket);
        if (manner == Manner::drops_request)
            return;
        if (manner == Manner::floods)
            return flood(ssl, socket);
        if (manner == Manner::speaks_web) {
            say(ssl, web.hear({chunk, static_cast<std::size_t>(size)}), manner);
            continue;
        }
        for (std::size_t end; (end = request.find("\r\n\r\n")) != std::string::npos; request.erase(0, end + 4))
            if (request.starts_with("REGISTER"))
                say(ssl, answer_to(request.substr(0, end + 4), "200 OK", ""), manner);
    }
}

// Each asks for an answer, as long as itself, of which none is read.
void TlsServer::flood(SSL *ssl, int socket)
{
    const std::string options = "OPTIONS sip:alice@h SIP/2.0\r\nVia: SIP/2.0/TLS 192.0.2.9;branch=z9hG4bKflood\r\nFrom: <sip:r@h>;tag=1\r\n"
                                "To: <sip:alice@h>\r\nCall-ID: " + std::string(8000, 'x') + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    fcntl(socket, F_SETFL, O_NONBLOCK);
    while (!ends_) {
        if (SSL_write(ssl, options.data(), static_cast<int>(options.size())) > 0)
            flooded_ += options.size();
        else if (!is_writable(socket))
            dammed_ = true;
    }
}

void TlsServer::say(SSL *ssl, const std::string &text, Manner manner)
{
    std::string all = text;
    {
        const std::lock_guard lock(mutex_);
        all += std::exchange(also_, "");
    }
    const std::size_t step = manner == Manner::byte_by_byte ? 1 : all.size();
    for (std::size_t at = 0; at < all.size(); at += step)
        SSL_write(ssl, all.data() + at, static_cast<int>(step));
}

} // namespace sipreg::test
