// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes as text, by libsodium.
#include "base/encoding.hpp"

#include <sodium.h>

namespace sipreg {

namespace {

unsigned char *raw(std::string &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }
const unsigned char *raw(std::string_view bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); }

} // namespace

std::optional<std::string> from_base64(std::string_view text)
{
    text = text.substr(0, text.find_last_not_of('=') + 1);
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return {};
    bytes.resize(size);
    return bytes;
}

std::string to_base64(std::string_view bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the NUL
    return text;
}

std::optional<std::string> from_hex(std::string_view text)
{
    // Made where it is given out: moving a short string would leave a copy behind.
    std::optional<std::string> bytes(std::in_place, text.size() / 2, '\0');
    const bool whole = text.size() % 2 == 0 && sodium_hex2bin(raw(*bytes), bytes->size(), text.data(), text.size(),
                                                              nullptr, nullptr, nullptr) == 0;
    if (!whole) {
        sodium_memzero(bytes->data(), bytes->size());
        bytes.reset();
    }
    return bytes;
}

std::string to_hex(std::string_view bytes)
{
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), raw(bytes), bytes.size());
    text.pop_back();
    return text;
}

} // namespace sipreg
