// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest answers: computed, written, verified.
#include "core/digest.hpp"

#include "base/secret.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace sipreg::core {

namespace {

// H(a:b:c). What is joined is wiped: a password or an HA1 may be among it.
std::string hash_joined(Hash hash, std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size() + 1;
    std::string joined;
    joined.reserve(size); // no copy is left behind by growing
    for (const std::string_view part : parts)
        joined.append(part).append(":");
    joined.pop_back();
    std::string result = hash(joined);
    wipe(joined.data(), joined.size());
    return result;
}

const char *name(DigestInput::Qop qop)
{
    return qop == DigestInput::Qop::auth_int ? "auth-int" : "auth";
}

std::string nc_text(std::uint32_t nc)
{
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(nc));
    return digits;
}

// RFC 7616 §3.4.2.
std::string session_key(Hash hash, const DigestInput &input)
{
    if (is_session(input.algorithm))
        return hash_joined(hash, {input.ha1, input.nonce, input.cnonce});
    return std::string(input.ha1);
}

// RFC 7616 §3.4.3.
std::string request_hash(Hash hash, const DigestInput &input)
{
    if (input.qop == DigestInput::Qop::auth_int)
        return hash_joined(hash, {input.method, input.uri, hash(input.body)});
    return hash_joined(hash, {input.method, input.uri});
}

// RFC 7616 §3.4.1; without qop RFC 2069 §2.1.2. @p nc as it is written in the header.
std::string response_for(const Hashes &hashes, const DigestInput &input, std::string_view nc)
{
    const Hash hash = hash_of(hashes, input.algorithm);
    std::string key = session_key(hash, input);
    const std::string request = request_hash(hash, input);
    std::string response =
        input.qop == DigestInput::Qop::none
            ? hash_joined(hash, {key, input.nonce, request})
            : hash_joined(hash, {key, input.nonce, nc, input.cnonce, name(input.qop), request});
    wipe(key.data(), key.size());
    return response;
}

// The parameters of a received answer.
class Received {
public:
    explicit Received(std::string_view value) : params_(digest_params(value)) {}

    const std::string *get(std::string_view name) const
    {
        if (params_)
            for (const auto &[key, value] : *params_)
                if (key == name)
                    return &value;
        return nullptr;
    }

    std::string_view text(std::string_view name) const
    {
        const std::string *value = get(name);
        return value != nullptr ? std::string_view(*value) : std::string_view();
    }

    bool has(std::initializer_list<std::string_view> names) const
    {
        return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return get(name) != nullptr; });
    }

private:
    std::optional<std::vector<std::pair<std::string, std::string>>> params_;
};

std::optional<DigestInput::Qop> qop_of(const Received &received)
{
    const std::string *written = received.get("qop");
    if (written == nullptr)
        return DigestInput::Qop::none;
    for (const DigestInput::Qop qop : {DigestInput::Qop::auth, DigestInput::Qop::auth_int})
        if (iequals(*written, name(qop)))
            return qop;
    return {};
}

bool is_complete(const Received &received, Algorithm algorithm, DigestInput::Qop qop)
{
    const bool counted = qop != DigestInput::Qop::none;
    return received.has({"username", "realm", "nonce", "uri", "response"}) &&
           (!counted || received.text("nc").size() == 8) &&
           ((!counted && !is_session(algorithm)) || received.has({"cnonce"}));
}

} // namespace

Hash hash_of(const Hashes &hashes, Algorithm algorithm) noexcept
{
    switch (family(algorithm)) {
    case Algorithm::sha256:
        return hashes.sha256;
    case Algorithm::sha512_256:
        return hashes.sha512_256;
    default:
        return hashes.md5;
    }
}

std::string ha1(const Hashes &hashes, Algorithm algorithm, std::string_view user, std::string_view realm,
                std::string_view password)
{
    return hash_joined(hash_of(hashes, algorithm), {user, realm, password});
}

std::string digest_response(const Hashes &hashes, const DigestInput &input)
{
    return response_for(hashes, input, nc_text(input.nc));
}

std::string authorization_value(std::string_view user, const Challenge &challenge, const DigestInput &input,
                                std::string_view response)
{
    const bool counted = input.qop != DigestInput::Qop::none;
    std::string value = "Digest username=" + quote(user);
    value += ", realm=" + quote(challenge.realm);
    value += ", nonce=" + quote(challenge.nonce);
    value += ", uri=" + quote(input.uri);
    value += ", response=" + quote(response);
    if (challenge.has_algorithm)
        value.append(", algorithm=").append(algorithm_of(challenge));
    if (challenge.has_opaque)
        value += ", opaque=" + quote(challenge.opaque);
    if (counted || is_session(challenge.algorithm))
        value += ", cnonce=" + quote(input.cnonce);
    if (counted)
        value.append(", qop=").append(name(input.qop)).append(", nc=").append(nc_text(input.nc));
    return value;
}

Verified verify_authorization(const Hashes &hashes, std::string_view value, std::string_view method,
                              std::string_view password)
{
    const Received received(value);
    const std::string *named = received.get("algorithm");
    const std::optional<Algorithm> algorithm = named != nullptr ? algorithm_named(*named) : Algorithm::md5;
    const std::optional<DigestInput::Qop> qop = qop_of(received);
    if (!algorithm || !qop || !is_complete(received, *algorithm, *qop))
        return Verified::unreadable;

    std::string secret = ha1(hashes, *algorithm, received.text("username"), received.text("realm"), password);
    DigestInput input{};
    input.algorithm = *algorithm;
    input.ha1 = secret;
    input.nonce = received.text("nonce");
    input.method = method;
    input.uri = received.text("uri");
    input.cnonce = received.text("cnonce");
    input.qop = *qop;
    const std::string expected = response_for(hashes, input, received.text("nc"));
    wipe(secret.data(), secret.size());
    return equal_in_constant_time(to_lower(received.text("response")), expected) ? Verified::right : Verified::wrong;
}

} // namespace sipreg::core
