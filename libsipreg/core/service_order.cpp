// SPDX-License-Identifier: LGPL-2.1-or-later
// In which order the servers of one SRV answer are tried.
#include "core/service_order.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::core {

namespace {

// Many draws of one throw of the dice: the finalizer of SplitMix64, which is public domain.
class Draws {
public:
    explicit Draws(std::uint64_t seed) noexcept : state_(seed) {}

    /// Up to and with @p highest.
    std::uint64_t up_to(std::uint64_t highest) noexcept
    {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return (mixed ^ (mixed >> 31)) % (highest + 1);
    }

private:
    std::uint64_t state_;
};

using At = std::vector<dns::Srv>::iterator;

// One of those of a priority: its share of the draws is its share of the weight, and next to nothing with weight 0.
At drawn(At begin, At end, Draws &draws)
{
    std::uint64_t sum = 0;
    for (At at = begin; at != end; ++at)
        sum += at->weight;
    std::uint64_t left = draws.up_to(sum);
    for (At at = begin; at != end; ++at) {
        if (at->weight >= left)
            return at;
        left -= at->weight;
    }
    return begin;
}

} // namespace

std::vector<dns::Srv> in_order(std::vector<dns::Srv> records, std::uint64_t chance)
{
    // Weight 0 first: only so has it a chance at all.
    std::stable_sort(records.begin(), records.end(), [](const dns::Srv &a, const dns::Srv &b) {
        return std::pair(a.priority, a.weight != 0) < std::pair(b.priority, b.weight != 0);
    });
    Draws draws(chance);
    for (At at = records.begin(); at != records.end(); ++at) {
        const At end = std::find_if(at, records.end(), [&](const dns::Srv &other) { return other.priority != at->priority; });
        const At next = drawn(at, end, draws);
        std::rotate(at, next, next + 1);
    }
    return records;
}

} // namespace sipreg::core
