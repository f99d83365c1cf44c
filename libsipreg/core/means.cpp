// SPDX-License-Identifier: LGPL-2.1-or-later
// What there is to answer challenges with.
#include "core/means.hpp"

#include "base/encoding.hpp"
#include "core/aka.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

const Ha1 *ha1_for(const Account &account, Algorithm algorithm)
{
    const auto same = [&](const Ha1 &ha1) { return ha1.algorithm == family(algorithm); };
    const auto found = std::find_if(account.ha1.begin(), account.ha1.end(), same);
    return found == account.ha1.end() ? nullptr : &*found;
}

// The key of a challenge: H(user:realm:password) in hex, however it comes about. The caller wipes it.
class Key {
public:
    Key(const Means &means, const Hashes &hashes, const Challenge &challenge)
        : means_(means), hashes_(hashes), challenge_(challenge)
    {
    }

    std::string hex() const
    {
        if (const Grant *grant = find_grant(means_.purse, challenge_))
            return of(*grant);
        if (const Ha1 *known = ha1_for(means_.account, challenge_.algorithm))
            return std::string(Secret::Reading(known->hex).text());
        return hashed(Secret::Reading(means_.account.password).text());
    }

private:
    std::string hashed(std::string_view password) const
    {
        return ha1(hashes_, challenge_.algorithm, means_.account.digest_user(), challenge_.realm, password);
    }

    std::string of(const Grant &grant) const
    {
        const Secret::Reading secret(grant.secret);
        switch (grant.kind) {
        case Grant::Kind::ha1:
            return std::string(secret.text());
        case Grant::Kind::auts:
            return hashed(""); // RFC 3310 §3.4
        case Grant::Kind::aka:
            return of_sim(grant, secret.text());
        default:
            return hashed(secret.text());
        }
    }

    std::string of_sim(const Grant &grant, std::string_view keys) const
    {
        if (challenge_.aka == Aka::v1)
            return hashed(keys.substr(0, grant.res_size));
        std::string password = akav2_password(hashes_, challenge_.algorithm, keys);
        std::string key = hashed(password);
        wipe(password.data(), password.size());
        return key;
    }

    const Means &means_;
    const Hashes &hashes_;
    const Challenge &challenge_;
};

DigestInput::Qop qop_of(const Challenge &challenge)
{
    if (!challenge.has_qop)
        return DigestInput::Qop::none;
    return challenge.qop_auth ? DigestInput::Qop::auth : DigestInput::Qop::auth_int;
}

DigestInput input_of(const Presented &presented, std::string_view key)
{
    DigestInput input{};
    input.algorithm = presented.challenge.algorithm;
    input.ha1 = key;
    input.realm = presented.challenge.realm;
    input.nonce = presented.challenge.nonce;
    input.method = presented.method;
    input.uri = presented.uri;
    input.cnonce = presented.cnonce;
    input.nc = presented.nc;
    input.qop = qop_of(presented.challenge);
    return input;
}

// RFC 3310 §3.4.
std::string auts_param(const Grant *grant)
{
    if (grant == nullptr || grant->kind != Grant::Kind::auts)
        return {};
    return ", auts=" + quote(to_base64(Secret::Reading(grant->secret).text()));
}

std::string bearer_answer(const Grant &grant)
{
    const Secret::Reading token(grant.secret);
    return std::string("Bearer ").append(token.text()); // RFC 6750 §2.1
}

std::string digest_answer(const Means &means, const Hashes &hashes, const Presented &presented)
{
    const Challenge &challenge = presented.challenge;
    std::string key = Key(means, hashes, challenge).hex();
    const DigestInput input = input_of(presented, key);
    std::string value =
        authorization_value(means.account.digest_user(), challenge, input, digest_response(hashes, input));
    wipe(key.data(), key.size());
    return value + auts_param(find_grant(means.purse, challenge));
}

} // namespace

bool Means::any() const { return account.password.is_set() || !account.ha1.empty() || !purse.empty(); }

bool Means::is_ours(const Challenge &challenge) const
{
    return account.realm.empty() || account.realm == challenge.realm;
}

bool Means::permits(const Challenge &challenge) const
{
    if (challenge.scheme == Scheme::bearer)
        return secure || account.extras->bearer_in_clear; // RFC 8898 §2.1.2
    const bool exposed = account.extras->md5_needs_tls && !secure && family(challenge.algorithm) == Algorithm::md5;
    return !exposed && challenge.algorithm >= account.least_algorithm && (challenge.has_qop || account.allow_no_qop);
}

bool Means::can_answer(const Challenge &challenge) const
{
    if (const Grant *grant = find_grant(purse, challenge))
        return answers(*grant, challenge);
    const bool by_password = challenge.scheme == Scheme::digest && challenge.aka == Aka::none;
    return by_password && (account.password.is_set() || ha1_for(account, challenge.algorithm));
}

std::string write_answer(const Means &means, const Hashes &hashes, const Presented &presented)
{
    if (presented.challenge.scheme == Scheme::bearer)
        return bearer_answer(*find_grant(means.purse, presented.challenge));
    return digest_answer(means, hashes, presented);
}

} // namespace sipreg::core
