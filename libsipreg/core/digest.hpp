// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest answers (RFC 7616 §3.4, RFC 8760, RFC 2069). The hash functions are passed in.
#pragma once

#include "core/challenge.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sipreg::core {

/// Each gives its hash in lower-case hex.
struct Hashes {
    std::string (*md5)(std::string_view data);
    std::string (*sha256)(std::string_view data);
    std::string (*sha512_256)(std::string_view data);
};

using Hash = std::string (*)(std::string_view data);
Hash hash_of(const Hashes &hashes, Algorithm algorithm) noexcept;

struct DigestInput {
    enum class Qop { none, auth, auth_int };

    Algorithm algorithm;
    std::string_view ha1; // H(user:realm:password) in hex; the -sess step is done by digest_response()
    std::string_view realm, nonce, method, uri, cnonce;
    std::uint32_t nc = 0;
    Qop qop = Qop::none;
    std::string_view body = {}; // for auth_int
};

/// H(user:realm:password) in lower-case hex. The caller wipes it.
std::string ha1(const Hashes &hashes, Algorithm algorithm, std::string_view user, std::string_view realm,
                std::string_view password);

/// The response value in lower-case hex.
std::string digest_response(const Hashes &hashes, const DigestInput &input);

/// Value of the Authorization or Proxy-Authorization header that answers @p challenge (RFC 7616 §3.4): what
/// must be quoted is, what must not (qop, nc, algorithm) is not; opaque comes back as it came; cnonce is sent
/// with a qop or a -sess algorithm.
std::string authorization_value(std::string_view user, const Challenge &challenge, const DigestInput &input,
                                std::string_view response);

enum class Verified { right, wrong, unreadable };

/// Judges an Authorization value against a password, in constant time over the response. Nonce and nonce count
/// are not judged.
Verified verify_authorization(const Hashes &hashes, std::string_view value, std::string_view method,
                              std::string_view password);

} // namespace sipreg::core
