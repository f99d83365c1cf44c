// SPDX-License-Identifier: LGPL-2.1-or-later
// Text sealed with a key of the embedder's.
#include "base/seal.hpp"

#include "base/error.hpp"
#include "base/secret.hpp"

#include <sodium.h>

namespace sipreg {

namespace {

// "SRGS", the version, the length of the box, the nonce, the box. All before the box is authenticated by being
// repeated inside it.
constexpr std::string_view kMagic = "SRGS";
constexpr std::size_t kVersionAt = kMagic.size();
constexpr std::size_t kLengthAt = kVersionAt + 1;
constexpr std::size_t kNonceAt = kLengthAt + 4;
constexpr std::size_t kBoxAt = kNonceAt + crypto_secretbox_NONCEBYTES;

unsigned char *bytes(std::string &text) { return reinterpret_cast<unsigned char *>(text.data()); }
const unsigned char *bytes(std::string_view text) { return reinterpret_cast<const unsigned char *>(text.data()); }

std::string length_text(std::size_t length)
{
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
        text += static_cast<char>((length >> shift) & 0xff);
    return text;
}

std::size_t length_of(std::string_view text)
{
    std::size_t length = 0;
    for (const unsigned char byte : text)
        length = length << 8 | byte;
    return length;
}

} // namespace

std::string seal(std::string_view plain, std::uint8_t version, const SealKey &key)
{
    if (sodium_init() < 0)
        throw Error(Code::system, "libsodium cannot be initialised");
    std::string inside = static_cast<char>(version) + std::string(plain);
    const std::size_t box_size = crypto_secretbox_MACBYTES + inside.size();
    std::string sealed(kMagic);
    sealed += static_cast<char>(version);
    sealed += length_text(box_size);
    sealed.resize(kBoxAt + box_size);
    randombytes_buf(bytes(sealed) + kNonceAt, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(bytes(sealed) + kBoxAt, bytes(std::string_view(inside)), inside.size(),
                          bytes(sealed) + kNonceAt, key.data());
    wipe(inside.data(), inside.size());
    return sealed;
}

Unsealed unseal(std::string_view sealed, std::uint8_t newest, const SealKey &key)
{
    using Result = Unsealed::Result;
    if (sealed.substr(0, kMagic.size()) != kMagic.substr(0, sealed.size()))
        return {Result::foreign, 0, {}};
    if (sealed.size() < kBoxAt + crypto_secretbox_MACBYTES + 1)
        return {Result::truncated, 0, {}};
    const auto version = static_cast<std::uint8_t>(sealed[kVersionAt]);
    if (version > newest)
        return {Result::future, version, {}};
    const std::size_t box_size = length_of(sealed.substr(kLengthAt, 4));
    if (sealed.size() - kBoxAt < box_size)
        return {Result::truncated, version, {}};
    std::string inside(sealed.size() - kBoxAt - crypto_secretbox_MACBYTES, '\0');
    if (sealed.size() - kBoxAt != box_size ||
        crypto_secretbox_open_easy(bytes(inside), bytes(sealed) + kBoxAt, box_size, bytes(sealed) + kNonceAt,
                                   key.data()) != 0 ||
        static_cast<std::uint8_t>(inside[0]) != version)
        return {Result::tampered, version, {}};
    Unsealed opened{Result::opened, version, inside.substr(1)};
    wipe(inside.data(), inside.size());
    return opened;
}

} // namespace sipreg
