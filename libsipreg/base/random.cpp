// SPDX-License-Identifier: LGPL-2.1-or-later
// Unguessable values.
#include "base/random.hpp"

#include <sodium.h>

#include <vector>

namespace sipreg {

std::string random_hex(std::size_t size)
{
    std::vector<unsigned char> raw(size);
    randombytes_buf(raw.data(), raw.size());
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), raw.data(), raw.size());
    text.pop_back();
    return text;
}

double random_unit()
{
    return static_cast<double>(randombytes_random()) / 4294967296.0; // 2^32
}

} // namespace sipreg
