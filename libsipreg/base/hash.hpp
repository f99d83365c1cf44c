// SPDX-License-Identifier: LGPL-2.1-or-later
// SHA-256 and SHA-512/256 from libsodium, as lower-case hex.
#pragma once

#include <string>
#include <string_view>

namespace sipreg {

std::string sha256_hex(std::string_view data);
std::string sha512_256_hex(std::string_view data);

} // namespace sipreg
