// SPDX-License-Identifier: LGPL-2.1-or-later
// Unguessable values.
#include "base/random.hpp"

#include <sodium.h>

namespace sipreg {

std::string random_bytes(std::size_t size)
{
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_hex(std::size_t size)
{
    const std::string raw = random_bytes(size);
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char *>(raw.data()), raw.size());
    text.pop_back();
    return text;
}

double random_unit()
{
    return static_cast<double>(randombytes_random()) / 4294967296.0; // 2^32
}

} // namespace sipreg
