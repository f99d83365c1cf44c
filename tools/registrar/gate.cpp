// SPDX-License-Identifier: LGPL-2.1-or-later
// A place where credentials are asked for.
#include "registrar/gate.hpp"

#include "registrar/digest.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>

namespace registrar {

namespace {

Gate registrar_gate(std::string realm)
{
    return {401, "WWW-Authenticate", "authorization", std::move(realm)};
}

Gate proxy_gate(std::string realm)
{
    return {407, "Proxy-Authenticate", "proxy-authorization", std::move(realm)};
}

bool contains(const std::vector<std::string> &words, std::string_view word)
{
    return std::any_of(words.begin(), words.end(), [&](const std::string &w) { return same_word(w, word); });
}

/// The list as a challenge has it, without "none".
std::string offered_qops(const Settings &settings)
{
    std::string list;
    for (const std::string &qop : settings.qops)
        if (!same_word(qop, "none"))
            list.append(list.empty() ? "" : ",").append(qop);
    return list;
}

std::string challenge_value(const Gate &gate, const Settings &settings, bool stale, const std::string &algorithm,
                            const std::string &nonce)
{
    const std::string qops = offered_qops(settings);
    return "Digest realm=" + quote(gate.realm) + ", nonce=" + quote(nonce) + ", algorithm=" + algorithm +
           (qops.empty() ? "" : ", qop=" + quote(qops)) + (stale ? ", stale=true" : "");
}

/// The answer meant for this realm. @p unreadable tells of one that cannot be read.
std::optional<Credentials> answer_for(const Gate &gate, const Request &request, bool &unreadable)
{
    for (const Header &header : request.headers) {
        if (header.name != gate.answer_header)
            continue;
        const std::optional<Credentials> credentials = read_credentials(header.value);
        unreadable |= !credentials;
        if (credentials && credentials->realm == gate.realm)
            return credentials;
    }
    return std::nullopt;
}

bool same_secret(const std::string &a, const std::string &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// The algorithm and qop are among the offered ones, and the response is that of the password.
bool proves_password(const Credentials &claim, const Algorithm *algorithm, const Settings &settings,
                     const Request &request)
{
    const auto user = settings.users.find(claim.username);
    if (user == settings.users.end() || algorithm == nullptr || !contains(settings.algorithms, algorithm->name) ||
        !contains(settings.qops, claim.qop.empty() ? "none" : claim.qop))
        return false;
    const std::string right = expected_response(*algorithm, claim, user->second, request.method, request.body);
    return same_secret(right, lower(claim.response));
}

std::uint32_t count_of(const Credentials &claim)
{
    std::uint32_t count = 0;
    std::from_chars(claim.nc.data(), claim.nc.data() + claim.nc.size(), count, 16);
    return count;
}

Admission refused(Response response)
{
    return {std::move(response), {}};
}

Response bad(const char *reason)
{
    return {400, reason, {}};
}

std::vector<Header> courtesy(const Settings &settings, const NonceSource &nonce, const char *algorithm)
{
    if (!settings.next_nonce)
        return {};
    return {{"Authentication-Info", "nextnonce=" + quote(nonce(algorithm))}};
}

} // namespace

std::vector<Gate> gates(const Settings &settings)
{
    if (settings.open)
        return {};
    if (settings.proxy_auth)
        return {proxy_gate(settings.realm)};
    if (!settings.proxy_realm.empty())
        return {proxy_gate(settings.proxy_realm), registrar_gate(settings.realm)};
    return {registrar_gate(settings.realm)};
}

Response challenge(const Gate &gate, const Settings &settings, bool stale, const NonceSource &nonce)
{
    Response result = response(gate.status);
    for (const std::string &algorithm : settings.algorithms)
        result.headers.push_back(
            {gate.challenge_header, challenge_value(gate, settings, stale, algorithm, nonce(algorithm))});
    return result;
}

Admission admit(const Gate &gate, const Settings &settings, Nonces &nonces, const Request &request, Instant now)
{
    const NonceSource fresh = [&](const std::string &algorithm) { return nonces.issue(lower(algorithm), now); };
    bool unreadable = false;
    const std::optional<Credentials> claim = answer_for(gate, request, unreadable);
    if (!claim)
        return refused(unreadable ? bad("Bad Credentials") : challenge(gate, settings, false, fresh));
    if (claim->uri != request.uri)
        return refused(bad("Digest URI Differs"));
    const Algorithm *algorithm = find_algorithm(claim->algorithm.empty() ? "MD5" : claim->algorithm);
    if (!proves_password(*claim, algorithm, settings, request))
        return refused(challenge(gate, settings, false, fresh));
    // Only who knows the password hears that the nonce is stale (RFC 7616 §3.3).
    if (!nonces.use(claim->nonce, lower(algorithm->name), count_of(*claim), now, settings.nonce_rules))
        return refused(challenge(gate, settings, true, fresh));
    return {std::nullopt, courtesy(settings, fresh, algorithm->name)};
}

} // namespace registrar
