// SPDX-License-Identifier: LGPL-2.1-or-later
// What the last attempts did and why: the record that explains a registration.
#pragma once

#include "base/units.hpp"
#include "core/address.hpp"
#include "core/failure.hpp"
#include "core/health.hpp"
#include "core/request.hpp"
#include "core/rule.hpp"
#include "core/tls_fault.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::core {

/// What a registrar asked for, and what of it was answered.
struct Asked {
    std::string realm;
    std::string offered; // "MD5, SHA-256"
    std::string chosen;  // "SHA-256"; "" if none
};

/// What only some requests have to tell.
struct Remark {
    std::string problem;      // what went wrong, as a sentence; ""
    std::vector<Asked> asked; // by realm
    TlsFault tls_fault = TlsFault::none;
    std::uint8_t tls_alert = 0; // that the target sent; 0: none
};

/// One request of an attempt, and what came of it. Many are kept, so it is small.
struct Passage {
    Millis at{0}; // since the attempt began
    Target target;
    std::int16_t status = 0; // 0: no answer, or none yet
    Rule rule = Rule::none;  // by which it was judged; none while it is under way
    std::shared_ptr<const Remark> remark_or_null;

    const Remark &remark() const noexcept
    {
        static const Remark nothing;
        return remark_or_null ? *remark_or_null : nothing;
    }
};

/// One attempt.
struct Episode {
    Operation operation = Operation::none;
    Rule occasion = Rule::none; // why it was made
    Rule rule = Rule::none;     // by which it ended
    Failure failure = Failure::none;
    std::uint16_t targets = 0; // that it had to try
    std::shared_ptr<const std::vector<Skipped>> skipped_or_null; // found, and left out
    Instant began{};
    Millis took{-1}; // -1: it is under way
    Millis next{-1}; // from its end to the next attempt; -1: none was planned
    std::vector<Passage> passages;

    const std::vector<Skipped> &skipped() const noexcept
    {
        static const std::vector<Skipped> none;
        return skipped_or_null ? *skipped_or_null : none;
    }
};

/// The last episodes, oldest first; bounded.
class History {
public:
    Episode &begin(std::size_t depth)
    {
        while (!episodes_.empty() && episodes_.size() >= depth)
            episodes_.erase(episodes_.begin());
        return episodes_.emplace_back();
    }

    /// The attempt under way; null if there is none.
    Episode *current() noexcept
    {
        return episodes_.empty() || episodes_.back().took >= Millis(0) ? nullptr : &episodes_.back();
    }

    const std::vector<Episode> &episodes() const noexcept { return episodes_; }

private:
    std::vector<Episode> episodes_;
};

} // namespace sipreg::core
