// SPDX-License-Identifier: LGPL-2.1-or-later
// The answers given of late, so that a retransmitted request gets the same again (RFC 3261 §17.2.2).
#pragma once

#include "registrar/nonces.hpp"

namespace registrar {

class Answers {
public:
    /// nullptr if this transaction was not answered yet.
    const std::string *find(const std::string &transaction) const;
    void keep(const std::string &transaction, const std::string &answer, Instant now);

private:
    struct Age {
        Instant born;
        std::string transaction;
    };

    void forget_old(Instant now);

    static constexpr std::size_t kKept = 16'384;
    static constexpr Millis kLifetime{32'000}; // Timer J, 64 * T1

    std::unordered_map<std::string, std::string> answers_;
    std::deque<Age> by_age_;
};

} // namespace registrar
