// SPDX-License-Identifier: LGPL-2.1-or-later
// Text spoiled by chance, repeatably.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace sipreg::fuzz {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    /// In [0, count).
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    bool one_in(std::size_t count) { return below(count) == 0; }
    template <typename T, std::size_t N> const T &of(const T (&all)[N]) { return all[below(N)]; }

private:
    std::mt19937_64 engine_;
};

/// @p text with up to a few spoiled places, or as it was.
std::string spoiled(std::string text, Chance &chance);

/// What is no message at all.
std::string junk(Chance &chance);

} // namespace sipreg::fuzz
