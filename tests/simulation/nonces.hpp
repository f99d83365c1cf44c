// SPDX-License-Identifier: LGPL-2.1-or-later
// The nonces that a registrar has given to one user, and how far each was counted.
#pragma once

#include "base/units.hpp"
#include "simulation/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::sim {

enum class Nonce { good, used, old, unknown };

class Nonces {
public:
    std::string give(std::uint64_t id, Instant now)
    {
        if (given_.size() == kMemory)
            given_.erase(given_.begin());
        given_.push_back({id, now, 0});
        return "n" + std::to_string(id);
    }

    /// RFC 7616 §3.4: a count that is not above the last one shows a message that was sent before.
    Nonce take(std::string_view nonce, std::uint32_t count, Instant now, Millis life, bool once)
    {
        for (Given &given : given_) {
            if (nonce.substr(0, 1) != "n" || number(nonce.substr(1)) != given.id)
                continue;
            if (now - given.since > life || (once && given.count > 0))
                return Nonce::old;
            if (count <= given.count)
                return Nonce::used;
            given.count = count;
            return Nonce::good;
        }
        return Nonce::unknown;
    }

    void forget() { given_.clear(); }

private:
    static constexpr std::size_t kMemory = 4;
    struct Given {
        std::uint64_t id;
        Instant since;
        std::uint32_t count;
    };
    std::vector<Given> given_;
};

} // namespace sipreg::sim
