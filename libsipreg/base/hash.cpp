// SPDX-License-Identifier: LGPL-2.1-or-later
// SHA-256 and SHA-512/256 from libsodium.
#include "base/hash.hpp"

#include "base/encoding.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace sipreg {

namespace {

std::string hex(const unsigned char *data, std::size_t size)
{
    return to_hex({reinterpret_cast<const char *>(data), size});
}

const unsigned char *bytes(std::string_view data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

} // namespace

std::string sha256_hex(std::string_view data)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256(digest.data(), bytes(data), data.size());
    return hex(digest.data(), digest.size());
}

std::string sha512_256_hex(std::string_view data)
{
    // FIPS 180-4 §5.3.6.2: SHA-512/256 is SHA-512 from other initial values, cut to 32 bytes.
    static constexpr std::uint64_t kInitial[8] = {
        0x22312194FC2BF72C, 0x9F555FA3C84C64C2, 0x2393B86B6F53B151, 0x963877195940EABD,
        0x96283EE2A88EFFE3, 0xBE5E1E2553863992, 0x2B0199FC2C85B8AA, 0x0EB72DDC81C52CA2};
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    for (int i = 0; i < 8; ++i)
        state.state[i] = kInitial[i];
    std::array<unsigned char, crypto_hash_sha512_BYTES> digest;
    crypto_hash_sha512_update(&state, bytes(data), data.size());
    crypto_hash_sha512_final(&state, digest.data());
    sodium_memzero(&state, sizeof state);
    return hex(digest.data(), 32);
}

} // namespace sipreg
