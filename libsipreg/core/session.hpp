// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a registration stands: a small value without strings.
#pragma once

#include "base/units.hpp"
#include "core/request.hpp"
#include "core/verdict.hpp"

#include <cstdint>

namespace sipreg::core {

/// What the application wants.
enum class Goal : std::uint8_t { none, keep, once, remove };

/// Where the attempt under way stands.
enum class Phase : std::uint8_t {
    rest,      // no attempt
    resolving, // the targets are being looked up
    queued,    // waiting for a place among the outstanding requests
    sent,      // a request is out
    asking     // its answer needs credentials that the application is asked for
};

/// What the application is told.
enum class State : std::uint8_t { idle, registering, registered, waiting, unregistering };

/// What the application wants once, beside its goal; several may be wanted.
enum Wish : std::uint8_t { kQuery = 1, kRemoveOthers = 2, kRemoveAll = 4 };

struct Session {
    Goal goal = Goal::none;
    Phase phase = Phase::rest;
    Operation operation = Operation::none; // of the attempt under way
    std::uint8_t wishes = 0;
    bool maybe_bound = false;   // a REGISTER went unanswered: there may be a binding that we cannot date
    bool degraded = false;      // the binding lives, its refresh failed
    bool begun = false;         // this attempt has sent a request
    bool moved = false;         // this attempt has corrected its Contact after a 2xx already
    bool lengthened = false;    // this attempt has obeyed a 423 already
    bool renewed = false;       // this attempt has tried the target in use over a fresh connection already
    bool hurried = false;       // this attempt has a deadline of the application's
    bool outdated = false;      // the account changed while this attempt was under way
    std::uint8_t answered = 0;  // challenges answered in this attempt
    std::uint8_t redirects = 0; // followed in this attempt
    std::uint8_t brief_flows = 0; // in a row that were lost as soon as they were made
    std::uint16_t target = 0;   // number of the target in use
    std::uint16_t targets = 0;  // how many there are
    std::uint32_t failures = 0; // attempts in a row
    std::uint32_t asked_s = 0;  // expiry to ask for; a 423 raises it
    std::uint32_t granted_s = 0;
    Instant bound_until = kNever; // end of the binding; kNever: none that we can date
    Instant next_attempt = kNever;
    Instant target_until = kNever;
    Instant attempt_until = kNever; // kNever while queued: then time_left is what there will be
    Millis time_left{0};
    Millis rush{0}; // the deadline of the application's for the next attempt; 0: none

    bool alive() const noexcept { return bound_until != kNever; }
    bool resting() const noexcept { return phase == Phase::rest; }
};

State state_of(const Session &session) noexcept;

/// The same session when its binding has run out by @p now, though nobody has said so yet.
Session as_of(Session session, Instant now) noexcept;

/// What the attempt under way has left.
Millis time_left(const Session &session, Instant now) noexcept;

/// A request is out, and its time is over.
bool is_unanswered(const Session &session, Instant now) noexcept;

/// The next instant at which on_expiry() or on_time() has something to do.
Instant next_wake(const Session &session) noexcept;

} // namespace sipreg::core
