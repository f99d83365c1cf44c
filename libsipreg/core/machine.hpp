// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: Session x Input -> Step. Total, without effects; time and chance are arguments.
#pragma once

#include "core/session.hpp"

namespace sipreg::core {

/// What the driver does next, at most one thing.
enum class Command : std::uint8_t {
    none,
    resolve, // look up the targets of a new attempt
    enqueue, // ask for a place among the outstanding requests
    ask,     // let go of the place meanwhile: the application is asked for credentials
    send,    // build and send the request of session.operation to session.target
    release  // the attempt is over: let go of what it held
};

/// What the application hears, in this order.
enum Notice : unsigned {
    kRegistered = 1,
    kBindings = 2,
    kFailed = 4,
    kDegraded = 8,
    kExpired = 16,
    kUnregistered = 32,
    kCredentials = 64
};

struct Step {
    Session next;
    Command command = Command::none;
    unsigned notices = 0;
    Failure failure = Failure::none; // with kFailed
    bool will_retry = false;         // with kFailed
    std::uint32_t attempt = 1;       // with kFailed: how many in a row have failed, this one included
    Operation ended = Operation::none; // the attempt that this step ended
};

struct Policy {
    Millis attempt_deadline{32'000};
    Millis target_timeout{4'000};
};

/// What the machine knows of the account and of this moment.
struct Moment {
    const Policy &policy;
    const Account &account;
    Instant now;
    double unit; // thrown dice, [0, 1)
};

/// Challenges answered within one attempt: the first one and three more (a proxy's, stale nonces).
inline constexpr std::uint8_t kMaxAnswered = 4;

Step on_start(Session session, Goal goal, const Moment &moment) noexcept;
Step on_stop(Session session, const Moment &moment) noexcept;
Step on_query(Session session, const Moment &moment) noexcept;

/// The lookup of the targets ended; zero targets mean that it failed.
Step on_targets(Session session, std::uint16_t count, const Moment &moment) noexcept;

/// A place among the outstanding requests was granted.
Step on_granted(Session session, const Moment &moment) noexcept;

/// The request was answered, or it is known that it will not be. @p answerable: the challenges in the
/// answer were taken up; @p wanted: the application is to be asked first; else @p refusal says why not. @p moved: the answer shows that our Contact has
/// the wrong address.
struct Outcome {
    Verdict verdict;
    bool answerable = false;
    Failure refusal = Failure::credentials;
    bool moved = false;
    bool wanted = false;
};
Step on_outcome(Session session, const Outcome &outcome, const Moment &moment) noexcept;

/// The application has answered, and its answer was weighed as that of a registrar is.
Step on_credentials(Session session, const Outcome &outcome, const Moment &moment) noexcept;

/// The binding has ended. It comes before the input that finds bound_until in the past.
Step on_expiry(Session session) noexcept;

/// Time has passed: refresh, retry, give up a target or an attempt.
Step on_time(Session session, const Moment &moment) noexcept;

} // namespace sipreg::core
