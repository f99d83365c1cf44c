// SPDX-License-Identifier: LGPL-2.1-or-later
// Challenges: read, and the strongest of each realm chosen (RFC 7616 §3.3, RFC 8760, RFC 3310, RFC 8898).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// Weakest first. The -sess form stands above its own hash's plain one: its key holds for one nonce only.
enum class Algorithm : std::uint8_t { md5, md5_sess, sha256, sha256_sess, sha512_256, sha512_256_sess };

/// As RFC 7616 and RFC 8760 write it, "SHA-512-256-sess".
const char *name(Algorithm algorithm) noexcept;
/// Without regard to case.
std::optional<Algorithm> algorithm_named(std::string_view text) noexcept;
bool is_session(Algorithm algorithm) noexcept;
/// Without "-sess": the hash that is used, and whose HA1 serves both.
Algorithm family(Algorithm algorithm) noexcept;

enum class Scheme : std::uint8_t { bearer, digest };

/// Whose password is made by the SIM for one nonce (RFC 3310, RFC 4169).
enum class Aka : std::uint8_t { none, v1, v2 };

/// Where a token is had, what it must allow, and why the one before was refused; "" where the challenge does not say.
struct BearerTerms {
    std::string authz_server, scope, error;
};

struct Challenge {
    std::string realm{}, nonce{};
    std::string opaque{}; // unquoted
    bool has_opaque = false;
    Algorithm algorithm = Algorithm::md5;
    bool has_algorithm = false; // absent means MD5, and the answer does not name it either
    bool has_qop = false;       // absent means the answer of RFC 2069
    bool qop_auth = false, qop_auth_int = false;
    bool stale = false;
    bool proxy = false; // from Proxy-Authenticate
    Scheme scheme = Scheme::digest;
    Aka aka = Aka::none;
    std::shared_ptr<const BearerTerms> bearer{}; // null for Digest, of which many are kept
};

/// As the header writes it, "AKAv1-MD5"; "" for Bearer.
std::string algorithm_of(const Challenge &challenge);
/// Sets aka and algorithm. False for one that is unknown.
bool set_algorithm(Challenge &challenge, std::string_view text) noexcept;

struct Challenges {
    std::vector<Challenge> usable;
    std::size_t offered = 0; // also those of unknown scheme or algorithm, and malformed ones
};

/// All challenges of one header value: several may stand in one (RFC 9110 §11.6.1). A Digest without realm or
/// nonce, with an unknown algorithm, with a qop list that has nothing we know, or of AKA with a nonce that holds no
/// RAND and AUTN is counted, not used.
Challenges parse_challenges(std::string_view value, bool proxy);

/// The parameters of a "Digest a=b, c=\"d\"" value as name (lower case) and unquoted value, in order; nothing
/// if it is not a single well-formed Digest.
std::optional<std::vector<std::pair<std::string, std::string>>> digest_params(std::string_view value);

bool same_realm(const Challenge &a, const Challenge &b) noexcept; // proxy and registrar apart

/// Of each realm the strongest, the earlier of equals; in order of first appearance. Bearer is the weakest, since it
/// shows what it proves; AKA, good for one nonce, stands above a lasting password.
std::vector<Challenge> strongest_per_realm(const std::vector<Challenge> &challenges);

} // namespace sipreg::core
