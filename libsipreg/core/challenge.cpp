// SPDX-License-Identifier: LGPL-2.1-or-later
// Challenges: read and chosen.
#include "core/challenge.hpp"

#include "core/aka.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace sipreg::core {

namespace {

using Params = std::vector<std::pair<std::string, std::string>>;

// What a registrar that means well stays far below.
constexpr std::size_t kMaxParams = 32;
constexpr std::size_t kMaxValue = 4096;
constexpr std::size_t kMaxUsable = 16;

constexpr std::array kAlgorithms = {Algorithm::md5,         Algorithm::md5_sess,   Algorithm::sha256,
                                    Algorithm::sha256_sess, Algorithm::sha512_256, Algorithm::sha512_256_sess};

constexpr std::pair<Aka, std::string_view> kAkaPrefixes[] = {{Aka::v1, "AKAv1-"}, {Aka::v2, "AKAv2-"}};

// A scheme and what follows it up to the next scheme, not yet taken apart.
struct Offer {
    std::string_view scheme;
    std::vector<std::string_view> params;
};

// "name = value": the name and what follows "="; the name is empty if it is something else.
std::pair<std::string_view, std::string_view> name_and_value(std::string_view item)
{
    const std::size_t equals = item.find('=');
    const std::string_view name = trim(item.substr(0, equals));
    if (equals == std::string_view::npos || !is_token(name))
        return {};
    return {name, trim(item.substr(equals + 1))};
}

// "scheme", "scheme name=value" or "scheme token68".
Offer begin_offer(std::string_view item)
{
    const std::size_t space = std::min(item.find_first_of(" \t\r\n"), item.size());
    Offer offer{item.substr(0, space), {}};
    if (const std::string_view rest = trim(item.substr(space)); !rest.empty())
        offer.params.push_back(rest);
    return offer;
}

std::vector<Offer> offers_of(std::string_view value)
{
    std::vector<Offer> offers;
    for (const std::string_view part : split_outside_quotes(value, ',')) {
        const std::string_view item = trim(part);
        if (item.empty())
            continue; // RFC 9110 §5.6.1.2: empty elements of a list are passed over
        if (!offers.empty() && !name_and_value(item).first.empty())
            offers.back().params.push_back(item);
        else
            offers.push_back(begin_offer(item));
    }
    return offers;
}

std::optional<std::string> plain_value(std::string_view value)
{
    if (value.size() > kMaxValue)
        return {};
    if (is_token(value))
        return std::string(value);
    return unquote(value);
}

const std::string *find(const Params &params, std::string_view name)
{
    const auto found =
        std::find_if(params.begin(), params.end(), [&](const auto &param) { return param.first == name; });
    return found == params.end() ? nullptr : &found->second;
}

std::optional<Params> params_of(const Offer &offer)
{
    if (offer.params.size() > kMaxParams)
        return {};
    Params params;
    for (const std::string_view item : offer.params) {
        const auto [name, written] = name_and_value(item);
        std::optional<std::string> value = plain_value(written);
        std::string lower = to_lower(name);
        if (name.empty() || !value || find(params, lower) != nullptr)
            return {};
        params.emplace_back(std::move(lower), *std::move(value));
    }
    return params;
}

bool read_algorithm(const std::string *written, Challenge &challenge)
{
    challenge.has_algorithm = written != nullptr;
    return written == nullptr || set_algorithm(challenge, *written);
}

bool read_qop(const std::string *list, Challenge &challenge)
{
    challenge.has_qop = list != nullptr;
    if (list == nullptr)
        return true;
    for (const std::string_view item : split_outside_quotes(*list, ',')) {
        challenge.qop_auth |= iequals(trim(item), "auth");
        challenge.qop_auth_int |= iequals(trim(item), "auth-int");
    }
    return challenge.qop_auth || challenge.qop_auth_int;
}

std::string text_of(const std::string *value) { return value != nullptr ? *value : std::string(); }

std::optional<Challenge> digest_of(const Params &params)
{
    const std::string *realm = find(params, "realm"), *nonce = find(params, "nonce");
    const std::string *opaque = find(params, "opaque"), *stale = find(params, "stale");
    Challenge challenge;
    if (realm == nullptr || nonce == nullptr)
        return {};
    if (!read_algorithm(find(params, "algorithm"), challenge) || !read_qop(find(params, "qop"), challenge))
        return {};
    challenge.realm = *realm;
    challenge.nonce = *nonce;
    challenge.has_opaque = opaque != nullptr;
    challenge.opaque = text_of(opaque);
    challenge.stale = stale != nullptr && iequals(*stale, "true");
    if (challenge.aka != Aka::none && !aka_vector(challenge.nonce))
        return {};
    return challenge;
}

// RFC 8898 §4. RFC 6750 §3 leaves the realm to the server.
Challenge bearer_of(const Params &params)
{
    Challenge challenge;
    challenge.scheme = Scheme::bearer;
    challenge.realm = text_of(find(params, "realm"));
    challenge.bearer = std::make_shared<const BearerTerms>(BearerTerms{
        text_of(find(params, "authz_server")), text_of(find(params, "scope")), text_of(find(params, "error"))});
    return challenge;
}

std::optional<Challenge> challenge_of(const Offer &offer)
{
    const bool digest = iequals(offer.scheme, "Digest");
    if (!digest && !iequals(offer.scheme, "Bearer"))
        return {};
    const std::optional<Params> params = params_of(offer);
    if (!params)
        return {};
    return digest ? digest_of(*params) : bearer_of(*params);
}

auto strength(const Challenge &challenge)
{
    return std::tuple(challenge.scheme, family(challenge.algorithm), challenge.aka, challenge.algorithm);
}

} // namespace

const char *name(Algorithm algorithm) noexcept
{
    switch (algorithm) {
    case Algorithm::md5:
        return "MD5";
    case Algorithm::md5_sess:
        return "MD5-sess";
    case Algorithm::sha256:
        return "SHA-256";
    case Algorithm::sha256_sess:
        return "SHA-256-sess";
    case Algorithm::sha512_256:
        return "SHA-512-256";
    case Algorithm::sha512_256_sess:
        return "SHA-512-256-sess";
    }
    return "";
}

std::optional<Algorithm> algorithm_named(std::string_view text) noexcept
{
    for (const Algorithm algorithm : kAlgorithms)
        if (iequals(text, name(algorithm)))
            return algorithm;
    return {};
}

bool is_session(Algorithm algorithm) noexcept { return algorithm != family(algorithm); }

Algorithm family(Algorithm algorithm) noexcept
{
    switch (algorithm) {
    case Algorithm::md5:
    case Algorithm::md5_sess:
        return Algorithm::md5;
    case Algorithm::sha256:
    case Algorithm::sha256_sess:
        return Algorithm::sha256;
    case Algorithm::sha512_256:
    case Algorithm::sha512_256_sess:
        return Algorithm::sha512_256;
    }
    return algorithm;
}

std::string algorithm_of(const Challenge &challenge)
{
    if (challenge.scheme == Scheme::bearer)
        return {};
    std::string text;
    for (const auto &[aka, prefix] : kAkaPrefixes)
        if (challenge.aka == aka)
            text = prefix;
    return text + name(challenge.algorithm);
}

bool set_algorithm(Challenge &challenge, std::string_view text) noexcept
{
    for (const auto &[aka, prefix] : kAkaPrefixes)
        if (iequals(text.substr(0, prefix.size()), prefix)) {
            challenge.aka = aka;
            text.remove_prefix(prefix.size());
            break;
        }
    const std::optional<Algorithm> known = algorithm_named(text);
    challenge.algorithm = known.value_or(Algorithm::md5);
    return known.has_value();
}

bool same_realm(const Challenge &a, const Challenge &b) noexcept { return a.proxy == b.proxy && a.realm == b.realm; }

Challenges parse_challenges(std::string_view value, bool proxy)
{
    Challenges challenges;
    for (const Offer &offer : offers_of(value)) {
        ++challenges.offered;
        if (challenges.usable.size() == kMaxUsable)
            continue;
        if (std::optional<Challenge> challenge = challenge_of(offer)) {
            challenge->proxy = proxy;
            challenges.usable.push_back(*std::move(challenge));
        }
    }
    return challenges;
}

std::optional<std::vector<std::pair<std::string, std::string>>> digest_params(std::string_view value)
{
    const std::vector<Offer> offers = offers_of(value);
    if (offers.size() != 1 || !iequals(offers.front().scheme, "Digest"))
        return {};
    return params_of(offers.front());
}

std::vector<Challenge> strongest_per_realm(const std::vector<Challenge> &challenges)
{
    std::vector<Challenge> strongest;
    for (const Challenge &challenge : challenges) {
        const auto rival = std::find_if(strongest.begin(), strongest.end(),
                                        [&](const Challenge &other) { return same_realm(other, challenge); });
        if (rival == strongest.end())
            strongest.push_back(challenge);
        else if (strength(challenge) > strength(*rival))
            *rival = challenge;
    }
    return strongest;
}

} // namespace sipreg::core
