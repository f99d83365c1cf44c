// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials at work.
#include "core/login.hpp"

#include <algorithm>
#include <optional>

namespace sipreg::core {

namespace {

// Only a registrar that changes its realm all the time gets there.
constexpr std::size_t kMaxLogins = 8;

const Ha1 *ha1_for(const Account &account, Algorithm algorithm)
{
    const auto same = [&](const Ha1 &ha1) { return ha1.algorithm == family(algorithm); };
    const auto found = std::find_if(account.ha1.begin(), account.ha1.end(), same);
    return found == account.ha1.end() ? nullptr : &*found;
}

bool fits_realm(const Account &account, const Challenge &challenge)
{
    const bool any_secret = account.password.is_set() || !account.ha1.empty();
    return any_secret && (account.realm.empty() || account.realm == challenge.realm);
}

bool usable(const Account &account, const Challenge &challenge)
{
    const bool hashable = account.password.is_set() || ha1_for(account, challenge.algorithm);
    const bool strong_enough = challenge.algorithm >= account.least_algorithm;
    return hashable && strong_enough && (challenge.has_qop || account.allow_no_qop);
}

Login *find(std::vector<Login> &logins, const Challenge &challenge)
{
    for (Login &login : logins)
        if (login.challenge.realm == challenge.realm && login.challenge.proxy == challenge.proxy)
            return &login;
    return nullptr;
}

// An answer was presented. Was it refused for itself, or only because its nonce is no longer good?
bool refused(const Login &login, const Challenge &again)
{
    if (again.nonce == login.challenge.nonce)
        return true;
    // RFC 3261 §22.2: credentials refused on a fresh challenge are not offered again unless the nonce was stale.
    return login.fresh && !again.stale;
}

void accept(std::vector<Login> &logins, bool proxy)
{
    for (Login &login : logins)
        if (login.presented && login.challenge.proxy == proxy)
            login.fresh = false;
}

Login &add(std::vector<Login> &logins)
{
    if (logins.size() == kMaxLogins)
        logins.erase(logins.begin());
    return logins.emplace_back();
}

std::string ha1_text(const Account &account, const Hashes &hashes, const Challenge &challenge)
{
    if (const Ha1 *known = ha1_for(account, challenge.algorithm))
        return std::string(Secret::Reading(known->hex).text());
    const Secret::Reading password(account.password);
    return ha1(hashes, challenge.algorithm, account.digest_user(), challenge.realm, password.text());
}

DigestInput::Qop qop_of(const Challenge &challenge)
{
    if (!challenge.has_qop)
        return DigestInput::Qop::none;
    return challenge.qop_auth ? DigestInput::Qop::auth : DigestInput::Qop::auth_int;
}

std::string answer(const Login &login, const Account &account, const Hashes &hashes,
                   std::string_view method, std::string_view uri)
{
    std::string secret = ha1_text(account, hashes, login.challenge);
    DigestInput input{};
    input.algorithm = login.challenge.algorithm;
    input.ha1 = secret;
    input.realm = login.challenge.realm;
    input.nonce = login.challenge.nonce;
    input.method = method;
    input.uri = uri;
    input.cnonce = login.cnonce;
    input.nc = login.nc;
    input.qop = qop_of(login.challenge);
    const std::string response = digest_response(hashes, input);
    std::string value = authorization_value(account.digest_user(), login.challenge, input, response);
    wipe(secret.data(), secret.size());
    return value;
}

} // namespace

Taken take_challenges(std::vector<Login> &logins, const Account &account,
                      std::span<const Challenge> challenges, const std::string &cnonce)
{
    std::vector<Challenge> fitting;
    for (const Challenge &challenge : challenges)
        if (fits_realm(account, challenge))
            fitting.push_back(challenge);
    if (fitting.empty())
        return challenges.empty() ? Taken::unsupported : Taken::no_credentials;
    std::erase_if(fitting, [&](const Challenge &challenge) { return !usable(account, challenge); });
    if (fitting.empty())
        return Taken::unsupported;

    if (std::none_of(challenges.begin(), challenges.end(), [](const Challenge &c) { return c.proxy; }))
        accept(logins, true); // the registrar was reached: no proxy refused what it was shown
    std::vector<Challenge> strongest = strongest_per_realm(fitting);
    strongest.resize(std::min(strongest.size(), kMaxLogins));
    for (Challenge &challenge : strongest) {
        Login *login = find(logins, challenge);
        if (login != nullptr && login->presented && refused(*login, challenge))
            return Taken::rejected;
        if (login == nullptr)
            login = &add(logins);
        *login = {std::move(challenge), cnonce, 0, true, false};
    }
    return Taken::answerable;
}

void take_acceptance(std::vector<Login> &logins)
{
    accept(logins, false);
    accept(logins, true);
}

void begin_attempt(std::vector<Login> &logins)
{
    for (Login &login : logins)
        login.fresh = login.presented = false;
}

void take_nextnonce(std::vector<Login> &logins, const std::string &nonce, const std::string &cnonce)
{
    for (Login &login : logins)
        if (login.presented && !login.challenge.proxy) {
            login.challenge.nonce = nonce;
            login.cnonce = cnonce;
            login.nc = 0;
        }
}

std::vector<Header> authorize(std::vector<Login> &logins, const Account &account, const Hashes &hashes,
                              std::string_view method, std::string_view uri)
{
    std::vector<Header> headers;
    for (Login &login : logins) {
        ++login.nc;
        login.presented = true;
        headers.push_back({login.challenge.proxy ? "Proxy-Authorization" : "Authorization",
                           answer(login, account, hashes, method, uri)});
    }
    return headers;
}

} // namespace sipreg::core
