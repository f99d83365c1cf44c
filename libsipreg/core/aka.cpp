// SPDX-License-Identifier: LGPL-2.1-or-later
// Digest with a SIM.
#include "core/aka.hpp"

#include "base/encoding.hpp"
#include "base/secret.hpp"

namespace sipreg::core {

namespace {

constexpr std::size_t kBlock = 16; // RAND and AUTN (3GPP TS 33.102)
constexpr std::string_view kPurpose = "http-digest-akav2-password";

// FIPS 198-1: bytes per block of the hash. Keys are never longer: 16 bytes each of RES, IK and CK at most.
std::size_t hash_block(Algorithm algorithm) { return family(algorithm) == Algorithm::sha512_256 ? 128 : 64; }

std::string padded(std::string_view key, std::size_t size, char pad)
{
    std::string block(size, pad);
    for (std::size_t i = 0; i < key.size(); ++i)
        block[i] = static_cast<char>(key[i] ^ pad);
    return block;
}

std::string digest_of(Hash hash, std::string block, std::string_view text)
{
    std::string data;
    data.reserve(block.size() + text.size()); // no copy of the key is left behind by growing
    data.append(block).append(text);
    std::string hex = hash(data);
    std::string digest = from_hex(hex).value();
    wipe(hex.data(), hex.size());
    wipe(data.data(), data.size());
    wipe(block.data(), block.size());
    return digest;
}

// RFC 2104.
std::string hmac(Hash hash, std::size_t block, std::string_view key, std::string_view text)
{
    std::string inner = digest_of(hash, padded(key, block, 0x36), text);
    std::string outer = digest_of(hash, padded(key, block, 0x5c), inner);
    wipe(inner.data(), inner.size());
    return outer;
}

} // namespace

std::optional<AkaVector> aka_vector(std::string_view nonce)
{
    const std::optional<std::string> bytes = from_base64(nonce);
    if (!bytes || bytes->size() < 2 * kBlock)
        return {};
    return AkaVector{bytes->substr(0, kBlock), bytes->substr(kBlock, kBlock)};
}

std::string akav2_password(const Hashes &hashes, Algorithm algorithm, std::string_view keys)
{
    std::string prf = hmac(hash_of(hashes, algorithm), hash_block(algorithm), keys, kPurpose);
    std::string password = to_base64(prf);
    wipe(prf.data(), prf.size());
    return password;
}

} // namespace sipreg::core
