// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials that are not in the account: what the application is asked for, what it gave, and what is kept of that.
#pragma once

#include "base/secret.hpp"
#include "core/challenge.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// What the application is asked for. Texts are valid UTF-8.
struct Question {
    std::int64_t number = 0;
    Scheme scheme = Scheme::digest;
    std::string algorithm; // "AKAv1-MD5"; "" for Bearer
    std::string realm;
    bool proxy = false;
    bool rejected = false;   // what was used before was refused
    std::string rand, autn;  // of AKA, in hex
    std::string authz_server, scope, error; // of Bearer
};

Question question_of(const Challenge &challenge, bool rejected);

/// What the application gave for one realm.
struct Grant {
    enum class Kind : std::uint8_t {
        refused, // nothing: what there was, the registrar did not take
        password,
        ha1,   // of one algorithm, in hex
        token, // Bearer
        aka,   // RES, or RES, IK and CK one after the other
        auts   // the SIM wants the sequence numbers put right (RFC 3310 §3.4)
    };

    Kind kind = Kind::refused;
    Algorithm algorithm = Algorithm::md5; // of ha1
    Secret secret{};
    std::uint8_t res_size = 0; // of aka
    bool has_keys = false;     // of aka: IK and CK follow RES
    std::string nonce{};      // of aka and auts: what they answer
    std::string realm{};
    bool proxy = false;
    bool fresh = true; // given during this attempt
};

// Each throws Error{invalid} naming the field for what cannot be one.

Grant password_grant(std::string_view password);
Grant ha1_grant(Algorithm algorithm, std::string_view hex);
Grant token_grant(std::string_view token);
/// In hex; the keys may both be empty where AKAv1 asks.
Grant aka_grant(std::string_view res, std::string_view ik, std::string_view ck);
Grant auts_grant(std::string_view auts);

/// What is kept of one registration, at most one of each realm. It ends with its process.
using Purse = std::vector<Grant>;

const Grant *find_grant(const Purse &purse, const Challenge &challenge) noexcept;
/// Keeps it for the realm, and for AKA the nonce, of @p challenge.
void put(Purse &purse, Grant grant, const Challenge &challenge);
/// A new attempt begins: what is kept is no longer fresh.
void begin_attempt(Purse &purse) noexcept;

/// Whether @p grant, which is of its realm, answers the challenge.
bool answers(const Grant &grant, const Challenge &challenge) noexcept;

} // namespace sipreg::core
