// SPDX-License-Identifier: LGPL-2.1-or-later
// Unguessable values from the system's generator, by libsodium.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sipreg {

std::string random_bytes(std::size_t size);

/// @p size random bytes as lower-case hex.
std::string random_hex(std::size_t size);

/// Any of 32 bits.
std::uint32_t random_number();

/// In [0, 1).
double random_unit();

} // namespace sipreg
