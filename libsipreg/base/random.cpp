// SPDX-License-Identifier: LGPL-2.1-or-later
// Unguessable values.
#include "base/random.hpp"

#include "base/encoding.hpp"

#include <sodium.h>

namespace sipreg {

std::string random_bytes(std::size_t size)
{
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_hex(std::size_t size) { return to_hex(random_bytes(size)); }

std::uint32_t random_number() { return randombytes_random(); }

double random_unit()
{
    return static_cast<double>(random_number()) / 4294967296.0; // 2^32
}

} // namespace sipreg
