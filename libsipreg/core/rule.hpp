// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules by which the machine decides: what explains a decision, with the section it stands in.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sipreg::core {

/// Numbers are for ever: they appear in explanations.
enum class Rule : std::uint8_t {
    none = 0,
    wanted = 1,
    refresh_due = 2,
    retry_due = 3,
    registrar_holds = 4,
    asleep = 5,
    network_changed = 6,
    granted = 7,
    not_kept = 8,
    removed = 9,
    listed = 10,
    binding_missing = 11,
    challenge_answered = 12,
    challenge_refused = 13,
    challenges_exhausted = 14,
    interval_too_brief = 15,
    interval_refused = 16,
    contact_corrected = 17,
    redirect_followed = 18,
    redirect_refused = 19,
    extension_dropped = 20,
    extension_added = 21,
    outbound_dropped = 22,
    security_agreed = 23,
    push_dropped = 24,
    demand_refused = 25,
    next_target = 26,
    forbidden = 27,
    client_error = 28,
    server_error = 29,
    global_error = 30,
    name_not_found = 31,
    no_answer = 32,
    not_reached = 33,
    out_of_time = 34,
    given_up_by_caller = 35,
    credentials_wanted = 36,
    not_trusted = 37,
    targets_down = 38,
    connection_renewed = 39,
    flow_lost = 40
};

inline constexpr std::size_t kRules = 41;

struct RuleText {
    const char *name;     // "challenge_answered"
    const char *sentence; // what it does
    const char *section;  // "RFC 3261 §22.2"; "" for a rule of this library's own
};

const RuleText &about(Rule rule) noexcept;

} // namespace sipreg::core
