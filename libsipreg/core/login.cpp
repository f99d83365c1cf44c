// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials at work.
#include "core/login.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sipreg::core {

namespace {

// Only a registrar that changes its realm all the time gets there.
constexpr std::size_t kMaxLogins = 8;

using List = std::vector<Challenge>;

// Those of @p challenges that the account answers and its policy permits; or why there are none.
Taken sift(const Means &means, std::span<const Challenge> challenges, List &allowed)
{
    if (challenges.empty())
        return Taken::unsupported;
    allowed.assign(challenges.begin(), challenges.end());
    std::erase_if(allowed, [&](const Challenge &c) { return !means.is_ours(c); });
    if (allowed.empty() || (!means.asks() && !means.any()))
        return Taken::no_credentials;
    std::erase_if(allowed, [&](const Challenge &c) { return !means.permits(c); });
    return allowed.empty() ? Taken::unsupported : Taken::answerable;
}

Login *find(std::vector<Login> &logins, const Challenge &challenge)
{
    for (Login &login : logins)
        if (same_realm(login.challenge, challenge))
            return &login;
    return nullptr;
}

// What a login is asked again: the same thing if it is among @p challenges, else another of its realm; or null.
const Challenge *asked_again(const Login &login, const List &challenges)
{
    const Challenge *found = nullptr;
    for (const Challenge &challenge : challenges)
        if (same_realm(challenge, login.challenge)) {
            if (algorithm_of(challenge) == algorithm_of(login.challenge))
                return &challenge;
            found = found != nullptr ? found : &challenge;
        }
    return found;
}

// An answer was presented. Was it refused for itself, or only because its nonce is no longer good?
bool refused(const Login &login, const Grant *grant, const Challenge &again)
{
    if (again.scheme == login.challenge.scheme && again.nonce == login.challenge.nonce)
        return true;
    if (grant != nullptr && grant->kind == Grant::Kind::auts)
        return false; // RFC 3310 §3.4: it asked for another nonce itself
    // RFC 3261 §22.1: credentials refused on a fresh challenge are not offered again unless the nonce was stale.
    return login.fresh && !again.stale;
}

// Forgets the logins that were refused, and what they had from the purse. False if the application is not to be asked
// for anything else: it gave that just now.
bool withdraw_refused(std::vector<Login> &logins, const Means &means, const List &challenges)
{
    bool go_on = true;
    std::erase_if(logins, [&](const Login &login) {
        const Challenge *again = login.presented ? asked_again(login, challenges) : nullptr;
        const Grant *grant = find_grant(means.purse, login.challenge);
        if (again == nullptr || !refused(login, grant, *again))
            return false;
        go_on &= means.asks() && (grant == nullptr || !grant->fresh);
        if (means.asks())
            put(means.purse, Grant{}, login.challenge);
        return true;
    });
    return go_on;
}

// What was presented has been judged; when the application has answered, the same challenges are taken up again.
void settle(std::vector<Login> &logins, const List &challenges)
{
    for (Login &login : logins)
        login.presented &= asked_again(login, challenges) == nullptr;
}

// Of a realm that nothing answers, what would be answered best.
std::optional<Challenge> first_unanswerable(const Means &means, const List &allowed)
{
    for (const Challenge &challenge : strongest_per_realm(allowed))
        if (std::none_of(allowed.begin(), allowed.end(), [&](const Challenge &other) {
                return same_realm(other, challenge) && means.can_answer(other);
            }))
            return challenge;
    return {};
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

void take_up(std::vector<Login> &logins, List strongest, const std::string &cnonce)
{
    strongest.resize(std::min(strongest.size(), kMaxLogins));
    for (Challenge &challenge : strongest) {
        Login *login = find(logins, challenge);
        if (login == nullptr)
            login = &add(logins);
        *login = {std::move(challenge), cnonce, 0, true, false};
    }
}

} // namespace

Taken take_challenges(std::vector<Login> &logins, const Means &means, std::span<const Challenge> challenges,
                      const std::string &cnonce, Challenge &open)
{
    List allowed;
    if (const Taken taken = sift(means, challenges, allowed); taken != Taken::answerable)
        return taken;
    if (std::none_of(challenges.begin(), challenges.end(), [](const Challenge &c) { return c.proxy; }))
        accept(logins, true); // the registrar was reached: no proxy refused what it was shown
    if (!withdraw_refused(logins, means, allowed))
        return Taken::rejected;
    settle(logins, allowed);
    const std::optional<Challenge> unanswerable = first_unanswerable(means, allowed);
    if (unanswerable && means.asks()) {
        open = *unanswerable;
        return Taken::wanted;
    }
    std::erase_if(allowed, [&](const Challenge &c) { return !means.can_answer(c); });
    if (allowed.empty())
        return Taken::unsupported;
    take_up(logins, strongest_per_realm(allowed), cnonce);
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
    for (Login &login : logins) {
        const Challenge &challenge = login.challenge;
        if (!login.presented || challenge.proxy || challenge.scheme != Scheme::digest || challenge.aka != Aka::none)
            continue;
        login.challenge.nonce = nonce;
        login.cnonce = cnonce;
        login.nc = 0;
    }
}

std::vector<Header> authorize(std::vector<Login> &logins, const Means &means, const Hashes &hashes,
                              std::string_view method, std::string_view uri)
{
    std::vector<Header> headers;
    for (Login &login : logins) {
        login.presented = means.permits(login.challenge) && means.can_answer(login.challenge);
        if (!login.presented)
            continue;
        ++login.nc;
        headers.push_back({login.challenge.proxy ? "Proxy-Authorization" : "Authorization",
                           write_answer(means, hashes, {login.challenge, login.cnonce, login.nc, method, uri})});
    }
    return headers;
}

} // namespace sipreg::core
