// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest authentication: reading and computing answers.
#include "registrar/digest.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace registrar {

namespace {

std::string hex(const unsigned char *bytes, std::size_t count)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text.append({kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]});
    return text;
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text.append(text.empty() ? "" : ":").append(part);
    return text;
}

std::string Credentials::*field_of(std::string_view name)
{
    static constexpr struct {
        std::string_view name;
        std::string Credentials::*field;
    } kFields[] = {
        {"username", &Credentials::username}, {"realm", &Credentials::realm},
        {"nonce", &Credentials::nonce},       {"uri", &Credentials::uri},
        {"response", &Credentials::response}, {"algorithm", &Credentials::algorithm},
        {"cnonce", &Credentials::cnonce},     {"qop", &Credentials::qop},
        {"nc", &Credentials::nc},
    };
    for (const auto &row : kFields)
        if (row.name == name)
            return row.field;
    return nullptr;
}

bool complete(const Credentials &c)
{
    const bool counted = c.qop.empty() || (!c.cnonce.empty() && c.nc.size() == 8);
    return counted && !c.username.empty() && !c.nonce.empty() && !c.uri.empty() && !c.response.empty();
}

} // namespace

const Algorithm *find_algorithm(std::string_view name)
{
    static constexpr Algorithm kAlgorithms[] = {
        {"MD5", "MD5", false},          {"MD5-sess", "MD5", true},
        {"SHA-256", "SHA256", false},   {"SHA-256-sess", "SHA256", true},
        {"SHA-512-256", "SHA512-256", false}, {"SHA-512-256-sess", "SHA512-256", true},
    };
    for (const Algorithm &algorithm : kAlgorithms)
        if (same_word(algorithm.name, name))
            return &algorithm;
    return nullptr;
}

std::string hash_hex(const Algorithm &algorithm, std::string_view data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), digest, &size, EVP_get_digestbyname(algorithm.hash), nullptr) != 1)
        throw std::runtime_error(std::string("OpenSSL has no ") + algorithm.hash);
    return hex(digest, size);
}

std::string random_hex(std::size_t bytes)
{
    std::string buffer(bytes, '\0');
    unsigned char *const data = reinterpret_cast<unsigned char *>(buffer.data());
    if (RAND_bytes(data, static_cast<int>(bytes)) != 1)
        throw std::runtime_error("OpenSSL has no random bytes");
    return hex(data, bytes);
}

std::optional<Credentials> read_credentials(std::string_view value)
{
    constexpr std::string_view kScheme = "Digest ";
    if (!same_word(value.substr(0, kScheme.size()), kScheme))
        return std::nullopt;
    Credentials credentials;
    for (const Param &param : read_params(value.substr(kScheme.size()), ','))
        if (std::string Credentials::*const field = field_of(param.name))
            credentials.*field = unquote(param.value);
    return complete(credentials) ? std::optional(credentials) : std::nullopt;
}

std::string expected_response(const Algorithm &algorithm, const Credentials &claim, std::string_view password,
                              std::string_view method, std::string_view body)
{
    const auto hash = [&](std::initializer_list<std::string_view> parts) { return hash_hex(algorithm, joined(parts)); };
    std::string secret = hash({claim.username, claim.realm, password});
    if (algorithm.session)
        secret = hash({secret, claim.nonce, claim.cnonce});
    const std::string request = same_word(claim.qop, "auth-int")
                                    ? hash({method, claim.uri, hash_hex(algorithm, body)})
                                    : hash({method, claim.uri});
    return claim.qop.empty() ? hash({secret, claim.nonce, request})
                             : hash({secret, claim.nonce, claim.nc, claim.cnonce, claim.qop, request});
}

} // namespace registrar
