// SPDX-License-Identifier: LGPL-2.1-or-later
// How we speak TLS to some servers: whom we trust, and who we are. It never changes, so many connections share one.
#pragma once

#include "core/identity.hpp"
#include "net/openssl.hpp"

#include <string>
#include <vector>

namespace sipreg::net {

struct TlsSettings {
    std::vector<Certificate> roots; // empty: the system's
    std::vector<RevocationList> revocations;
    std::vector<Certificate> chain; // ours, the leaf first
    PrivateKey key;
    std::vector<std::string> pins; // SHA-256 of a SubjectPublicKeyInfo, 32 bytes each
    bool pin_only = false;         // the server's own key is in pins: that is enough
    bool verify = true;
    core::IdentityRules names;
    int min_version = TLS1_2_VERSION; // the system's configuration may want more
};

class TlsContext {
public:
    /// Throws Error{invalid} if the settings do not fit together, Error{system} if the system has no root certificates.
    explicit TlsContext(TlsSettings settings);

    SSL_CTX *get() const noexcept { return context_.get(); }
    const TlsSettings &settings() const noexcept { return settings_; }

private:
    void limit();
    void trust();
    void show_ours();

    const TlsSettings settings_;
    const SslContextPtr context_;
};

/// The calling thread, which is ours, is about to end: what OpenSSL keeps for it goes first, and not at some time after that.
void leave_thread() noexcept;

} // namespace sipreg::net
