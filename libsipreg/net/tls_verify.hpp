// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a chain of certificates may be trusted: dates, signatures, revocation, purpose, name, pins.
#pragma once

#include "core/tls_fault.hpp"
#include "net/tls_context.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sipreg::net {

struct Refusal {
    core::TlsFault fault;
    std::string cause; // a sentence
};

/// What the handshake brought; @p chain has what it takes to verify it. On refusal its error says what alert to send.
std::optional<Refusal> examine(X509_STORE_CTX *chain, const TlsSettings &settings, std::string_view domain);

/// The same of a resumed session, from the chain that was kept in it: it may have run out since.
std::optional<Refusal> examine_again(SSL *ssl, const TlsSettings &settings, std::string_view domain);

/// SHA-256 of its SubjectPublicKeyInfo (RFC 7469 §2.4), 32 bytes.
std::string pin_of(X509 *certificate);

} // namespace sipreg::net
