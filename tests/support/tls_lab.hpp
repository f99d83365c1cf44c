// SPDX-License-Identifier: LGPL-2.1-or-later
// Certificates made on the spot, and a TLS server that shows them.
#pragma once

#include "net/openssl.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sipreg::test {

struct Recipe {
    const char *common_name = "example.test";
    const char *alt_names = "DNS:example.test"; // in OpenSSL's words; null: none
    const char *usage = nullptr;                // extended
    bool is_ca = false;
    long from_s = -3600, until_s = 3600; // from now on
    int rsa_bits = 0;                    // 0: an elliptic curve
};

/// A certificate with its key.
struct Paper {
    net::Certificate certificate;
    net::PrivateKey key;

    std::string pem() const;
    /// PKCS #8; with a passphrase if there is one.
    std::string key_pem(const char *passphrase = nullptr) const;
};

/// Signed by @p issuer, or by itself.
Paper make_paper(const Recipe &recipe, const Paper *issuer = nullptr);
/// That @p revoked is no longer good, in the words of its issuer.
net::RevocationList make_revocation_list(const Paper &issuer, const Paper &revoked);

/// What a server does with those who connect.
enum class Manner { serves, speaks_web, talks_http, hangs, closes, byte_by_byte, drops_request, resets_request, floods };

struct ServerSettings {
    Paper paper;
    std::vector<net::Certificate> more{}; // of the chain
    net::Certificate client_ca{};         // not null: a certificate of its is wanted
    int min_version = TLS1_2_VERSION, max_version = TLS1_3_VERSION;
    Manner manner = Manner::serves;
};

/// One connection after the other, on a thread of its own. It answers each request with 200.
class TlsServer {
public:
    explicit TlsServer(ServerSettings settings);
    ~TlsServer();

    std::uint16_t port() const noexcept { return port_; }
    /// From the next connection on.
    void change(ServerSettings settings);
    /// Sent with the next answer, on the same connection.
    void also_say(std::string request);
    /// Reads nothing of its connection until it is told to go on.
    void pause(bool on) { paused_ = on; }

    std::size_t connections() const noexcept { return connections_; }
    std::size_t resumed() const noexcept { return resumed_; }
    /// That came through TLS.
    std::string heard() const;
    std::string name_asked_for() const;
    /// Of requests that it sent where it floods, and whether they are not taken any more.
    std::size_t flooded() const noexcept { return flooded_; }
    bool is_dammed() const noexcept { return dammed_; }

private:
    void run();
    void serve(int socket);
    void hear_out(int socket) const;
    void talk(SSL *ssl, int socket, Manner manner);
    void say(SSL *ssl, const std::string &text, Manner manner);
    void flood(SSL *ssl, int socket);
    net::SslContextPtr make_context(const ServerSettings &settings);

    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> ends_ = false, paused_ = false, dammed_ = false;
    std::atomic<std::size_t> connections_ = 0, resumed_ = 0, flooded_ = 0;
    mutable std::mutex mutex_;
    ServerSettings settings_;
    net::SslContextPtr context_;
    std::string heard_, name_, also_;
    std::thread thread_;
};

} // namespace sipreg::test
