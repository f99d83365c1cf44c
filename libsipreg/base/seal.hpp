// SPDX-License-Identifier: LGPL-2.1-or-later
// Text sealed with a key of the embedder's: secret and authentic, with a version in front (libsodium secretbox).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sipreg {

inline constexpr std::size_t kSealKeySize = 32;
using SealKey = std::array<std::uint8_t, kSealKeySize>;

/// @p version says what is inside; it is authenticated, and readable without the key.
std::string seal(std::string_view plain, std::uint8_t version, const SealKey &key);

struct Unsealed {
    enum class Result {
        opened,
        foreign,   // not sealed by this library
        truncated, // too short to be whole
        future,    // of a version above @p newest
        tampered   // changed since, or sealed with another key
    };
    Result result = Result::foreign;
    std::uint8_t version = 0;
    std::string plain; // the caller wipes it
};

Unsealed unseal(std::string_view sealed, std::uint8_t newest, const SealKey &key);

} // namespace sipreg
