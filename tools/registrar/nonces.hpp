// SPDX-License-Identifier: LGPL-2.1-or-later
// The nonces given out: what each is for, how old it is, how far its count has gone.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

namespace registrar {

/// A moment on a clock that does not jump.
using Instant = std::chrono::steady_clock::time_point;
using Millis = std::chrono::milliseconds;

class Nonces {
public:
    struct Rules {
        Millis lifetime{0}; // 0: for ever
        bool one_time = false;
    };

    /// A new one, to be used with the algorithm of that name.
    std::string issue(const std::string &algorithm, Instant now);

    /// Takes note of a use whose digest was right. False if the nonce is unknown, too old, used up, meant for
    /// another algorithm, or if its count @p nc was there before (0: not counted).
    bool use(const std::string &nonce, const std::string &algorithm, std::uint32_t nc, Instant now, Rules rules);

private:
    struct Nonce {
        std::string algorithm;
        Instant born;
        std::uint32_t last_count = 0;
        bool used = false;
    };

    static constexpr std::size_t kKept = 200'000; // the oldest gives way: its owner will be told that it is stale

    std::unordered_map<std::string, Nonce> known_;
    std::deque<std::string> by_age_;
};

} // namespace registrar
