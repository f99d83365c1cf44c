// SPDX-License-Identifier: LGPL-2.1-or-later
// Chance from a seed: the same on every machine and with every library (splitmix64 of S. Vigna).
#pragma once

#include "registration/ports.hpp"

#include <cstdint>
#include <string>

namespace sipreg::sim {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept
    {
        std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15u;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t below(std::uint64_t end) noexcept { return next() % end; }
    double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool happens(double probability) noexcept { return probability > 0 && unit() < probability; }
    double between(double from, double to) noexcept { return from + unit() * (to - from); }

    Millis between(Millis from, Millis to) noexcept
    {
        return from + Millis(below(static_cast<std::uint64_t>((to - from).count()) + 1));
    }

    /// Another stream: what is drawn from it does not shift what is drawn from this one.
    Chance branch() noexcept { return Chance(next()); }

private:
    std::uint64_t state_;
};

/// The driver's dice.
class Dice final : public registration::Dice {
public:
    explicit Dice(Chance chance) : chance_(chance) {}

    double unit() override { return chance_.unit(); }

    std::string hex(std::size_t size) override
    {
        std::string text(2 * size, '0');
        std::uint64_t bits = 0;
        for (std::size_t at = 0; at < text.size(); ++at, bits >>= 4)
            text[at] = "0123456789abcdef"[(at % 16 == 0 ? bits = chance_.next() : bits) % 16];
        return text;
    }

private:
    Chance chance_;
};

} // namespace sipreg::sim
