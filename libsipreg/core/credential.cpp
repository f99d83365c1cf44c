// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials that are not in the account.
#include "core/credential.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "core/account.hpp"
#include "core/aka.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxGrants = 8; // only a registrar that changes its realm all the time gets there

// 3GPP TS 33.102 §6.3: RES has 32 to 128 bits, IK and CK 128, AUTS 112.
constexpr std::size_t kMinRes = 4, kMaxRes = 16, kKey = 16, kAuts = 14;

// RFC 6750 §2.1: b64token.
bool is_token68(std::string_view text)
{
    constexpr std::string_view kSet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
    const std::size_t end = std::min(text.find_first_not_of(kSet), text.size());
    return end > 0 && text.find_first_not_of('=', end) == std::string_view::npos;
}

// The bytes of @p hex, appended; refused if they are not @p least to @p most.
void append_bytes(std::string &out, const char *field, std::string_view hex, std::size_t least, std::size_t most)
{
    std::optional<std::string> bytes = from_hex(hex);
    if (!bytes || bytes->size() < least || bytes->size() > most)
        refuse(field, "is not " + std::to_string(2 * least) + " to " + std::to_string(2 * most) + " hex digits");
    out += *bytes;
    wipe(bytes->data(), bytes->size());
}

Secret kept(std::string &bytes)
{
    Secret secret(bytes);
    wipe(bytes.data(), bytes.size());
    return secret;
}

Grant grant_of(Grant::Kind kind, Secret secret)
{
    Grant grant;
    grant.kind = kind;
    grant.secret = std::move(secret);
    return grant;
}

bool is_of(const Grant &grant, const Challenge &challenge) noexcept
{
    return grant.realm == challenge.realm && grant.proxy == challenge.proxy;
}

} // namespace

Question question_of(const Challenge &challenge, bool rejected)
{
    Question question;
    question.scheme = challenge.scheme;
    question.algorithm = algorithm_of(challenge);
    question.realm = valid_utf8(challenge.realm);
    question.proxy = challenge.proxy;
    question.rejected = rejected;
    if (challenge.bearer) {
        question.authz_server = valid_utf8(challenge.bearer->authz_server);
        question.scope = valid_utf8(challenge.bearer->scope);
        question.error = valid_utf8(challenge.bearer->error);
    }
    if (const auto vector = challenge.aka != Aka::none ? aka_vector(challenge.nonce) : std::nullopt) {
        question.rand = to_hex(vector->rand);
        question.autn = to_hex(vector->autn);
    }
    return question;
}

Grant password_grant(std::string_view password)
{
    Account checked;
    set_password(checked, password);
    return grant_of(Grant::Kind::password, std::move(checked.password));
}

Grant ha1_grant(Algorithm algorithm, std::string_view hex)
{
    Account checked;
    set_ha1(checked, algorithm, hex);
    Grant grant = grant_of(Grant::Kind::ha1, std::move(checked.ha1.front().hex));
    grant.algorithm = checked.ha1.front().algorithm;
    return grant;
}

Grant token_grant(std::string_view token)
{
    if (!is_token68(token))
        refuse("token", "is not letters, digits and -._~+/, with = at the end at most");
    if (token.size() > Secret::kMaxLength)
        refuse("token", "longer than 8191 bytes");
    return grant_of(Grant::Kind::token, Secret(token));
}

Grant aka_grant(std::string_view res, std::string_view ik, std::string_view ck)
{
    std::string bytes;
    bytes.reserve(kMaxRes + 2 * kKey); // no copy is left behind by growing
    append_bytes(bytes, "res", res, kMinRes, kMaxRes);
    const auto res_size = static_cast<std::uint8_t>(bytes.size());
    const bool has_keys = !ik.empty() || !ck.empty();
    if (has_keys) {
        append_bytes(bytes, "ik", ik, kKey, kKey);
        append_bytes(bytes, "ck", ck, kKey, kKey);
    }
    Grant grant = grant_of(Grant::Kind::aka, kept(bytes));
    grant.res_size = res_size;
    grant.has_keys = has_keys;
    return grant;
}

Grant auts_grant(std::string_view auts)
{
    std::string bytes;
    bytes.reserve(kAuts);
    append_bytes(bytes, "auts", auts, kAuts, kAuts);
    return grant_of(Grant::Kind::auts, kept(bytes));
}

const Grant *find_grant(const Purse &purse, const Challenge &challenge) noexcept
{
    const auto found = std::find_if(purse.begin(), purse.end(), [&](const Grant &g) { return is_of(g, challenge); });
    return found == purse.end() ? nullptr : &*found;
}

void put(Purse &purse, Grant grant, const Challenge &challenge)
{
    std::erase_if(purse, [&](const Grant &old) { return is_of(old, challenge); });
    if (purse.size() == kMaxGrants)
        purse.erase(purse.begin());
    grant.nonce = challenge.aka != Aka::none ? challenge.nonce : "";
    grant.realm = challenge.realm;
    grant.proxy = challenge.proxy;
    purse.push_back(std::move(grant));
}

void begin_attempt(Purse &purse) noexcept
{
    for (Grant &grant : purse)
        grant.fresh = false;
}

bool answers(const Grant &grant, const Challenge &challenge) noexcept
{
    const bool aka = challenge.aka != Aka::none;
    switch (grant.kind) {
    case Grant::Kind::refused:
        return false;
    case Grant::Kind::password:
        return challenge.scheme == Scheme::digest && !aka;
    case Grant::Kind::ha1:
        return challenge.scheme == Scheme::digest && !aka && family(challenge.algorithm) == grant.algorithm;
    case Grant::Kind::token:
        return challenge.scheme == Scheme::bearer;
    case Grant::Kind::aka:
        return aka && grant.nonce == challenge.nonce && (challenge.aka == Aka::v1 || grant.has_keys);
    case Grant::Kind::auts:
        return aka && grant.nonce == challenge.nonce;
    }
    return false;
}

} // namespace sipreg::core
