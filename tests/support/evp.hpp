// SPDX-License-Identifier: LGPL-2.1-or-later
// OpenSSL's hashes: the second opinion on ours, and the MD5 that the core is handed.
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string>
#include <string_view>

namespace sipreg::test {

/// @p algorithm by OpenSSL's name: "MD5", "SHA256", "SHA512-256".
inline std::string evp_hex(const char *algorithm, std::string_view data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), digest, &size, EVP_get_digestbyname(algorithm), nullptr) != 1)
        return "no " + std::string(algorithm);
    std::string text;
    for (unsigned i = 0; i < size; ++i)
        for (const int nibble : {digest[i] >> 4, digest[i] & 15})
            text += "0123456789abcdef"[nibble];
    return text;
}

/// HMAC (RFC 2104) with @p algorithm, the bytes.
inline std::string hmac(const char *algorithm, std::string_view key, std::string_view data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_get_digestbyname(algorithm), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char *>(data.data()),
         data.size(), digest, &size);
    return {reinterpret_cast<const char *>(digest), size};
}

inline std::string base64(std::string_view data)
{
    std::string text((data.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()),
                    reinterpret_cast<const unsigned char *>(data.data()), static_cast<int>(data.size()));
    text.pop_back();
    return text;
}

inline std::string md5_hex(std::string_view data) { return evp_hex("MD5", data); }

} // namespace sipreg::test
