// SPDX-License-Identifier: LGPL-2.1-or-later
// What a final answer, or its absence, means for the attempt.
#pragma once

#include "core/failure.hpp"
#include "core/reply.hpp"
#include "core/request.hpp"
#include "core/rule.hpp"

#include <cstdint>
#include <optional>

namespace sipreg::core {

struct Verdict {
    enum class Kind { accepted, challenged, too_brief, redirected, demanding, failed };
    Kind kind = Kind::failed;
    Rule rule = Rule::none;
    std::uint32_t granted_s = 0;       // accepted: what the registrar keeps our binding for
    std::uint32_t min_expires_s = 0;   // too_brief: what to ask for instead
    Failure failure = Failure::none;   // failed
    bool another_target_may_do = false; // failed: worth trying the next target of the same attempt
    bool same_target_may_do = false;    // failed: worth trying the same one again, once
    bool blames_target = false;         // failed: whoever else goes there is likely to fail, too
    bool may_have_worked = false;       // failed: the registrar may have done what was asked
    bool holds_registrar = false;       // failed: Retry-After is meant for whoever asks
    std::optional<std::uint32_t> retry_after_s;
};

/// @p asked_s is the expiry that was asked for; @p own our binding in the answer, or null; @p longest_s the most that a
/// 423 may talk us into.
Verdict judge(const Reply &reply, Operation operation, std::uint32_t asked_s, const Binding *own,
              std::uint32_t longest_s) noexcept;

/// The same when no answer came.
Verdict judge(Silence silence) noexcept;

/// No answer came, and one of the targets of the attempt was not trusted: that is the failure to tell.
void distrust(Verdict &verdict) noexcept;

} // namespace sipreg::core
