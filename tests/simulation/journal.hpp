// SPDX-License-Identifier: LGPL-2.1-or-later
// What happened lately, kept cheaply and told only when something went wrong.
#pragma once

#include "base/units.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sipreg::sim {

struct Happening {
    Instant when{};
    std::uint64_t number = 0;   // in order over all journals
    const char *what = nullptr, *detail = ""; // literals; the numbers follow them
    std::int64_t a = -1, b = -1;
};

/// The last happenings of one phone, or of the whole world.
class Journal {
public:
    void add(Instant when, std::uint64_t number, const char *what, const char *detail, std::int64_t a = -1,
             std::int64_t b = -1)
    {
        ring_[count_++ % ring_.size()] = {when, number, what, detail, a, b};
    }

    void copy_to(std::vector<Happening> &all) const
    {
        for (const Happening &happening : ring_)
            if (happening.what != nullptr)
                all.push_back(happening);
    }

private:
    std::array<Happening, 24> ring_{};
    std::size_t count_ = 0;
};

/// "1d 02:03:04.567"
std::string shown(Instant when);
std::string shown(const Happening &happening);

} // namespace sipreg::sim
