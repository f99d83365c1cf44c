// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest authentication from the side that asks (RFC 7616, RFC 8760), hashed by OpenSSL.
#pragma once

#include "registrar/text.hpp"

namespace registrar {

/// An algorithm of RFC 7616 or RFC 8760, "SHA-256-sess" say.
struct Algorithm {
    const char *name;
    const char *hash; // as OpenSSL calls it
    bool session;
};

/// By its name in any case; nullptr if unknown.
const Algorithm *find_algorithm(std::string_view name);

/// In lower-case hex.
std::string hash_hex(const Algorithm &algorithm, std::string_view data);
std::string random_hex(std::size_t bytes);

/// What an Authorization header says.
struct Credentials {
    std::string username, realm, nonce, uri, response, algorithm, cnonce, qop, nc;
};

/// Nothing if it is no Digest answer, or lacks what RFC 7616 §3.4 demands.
std::optional<Credentials> read_credentials(std::string_view value);

/// The right response for what the credentials claim (RFC 7616 §3.4.1).
std::string expected_response(const Algorithm &algorithm, const Credentials &claim, std::string_view password,
                              std::string_view method, std::string_view body);

} // namespace registrar
