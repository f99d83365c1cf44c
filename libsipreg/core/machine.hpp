// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: Session x Input -> Step. Total, without effects; time and chance are arguments.
#pragma once

#include "core/rule.hpp"
#include "core/session.hpp"

namespace sipreg::core {

/// What the driver does next, at most one thing.
enum class Command : std::uint8_t {
    none,
    resolve, // look up the targets of a new attempt
    follow,  // look up the targets of the registrar that this one named
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
    kLost = 32,
    kUnregistered = 64,
    kCredentials = 128,
    kFlowLost = 256
};

struct Step {
    Session next;
    Command command = Command::none;
    unsigned notices = 0;
    Failure failure = Failure::none; // with kFailed
    bool will_retry = false;         // with kFailed
    std::uint32_t attempt = 1;       // with kFailed: how many in a row have failed, this one included
    Operation ended = Operation::none; // the attempt that this step ended
    Rule rule = Rule::none;            // why; none: nothing was decided
    Rule occasion = Rule::none;        // with resolve: why the attempt is made
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
    Instant held_until = Instant::min(); // no request is to go to the registrar before
    Rule held_by = Rule::registrar_holds;
    bool asleep = false;                 // nothing is begun
    bool reached = false;                // the registrar reaches us by another flow
};

Step on_start(Session session, Goal goal, const Moment &moment) noexcept;
Step on_stop(Session session, const Moment &moment) noexcept;
Step on_wish(Session session, Wish wish, const Moment &moment) noexcept;

/// Register or refresh at once, with an outcome within @p deadline.
Step on_refresh(Session session, Millis deadline, const Moment &moment) noexcept;

/// The account was changed. @p visible: the registrar would see it.
Step on_update(Session session, bool visible, const Moment &moment) noexcept;

/// What is under way is cut off, to begin anew when the host wakes, which is told by on_time().
Step on_sleep(Session session, const Moment &moment) noexcept;

/// Nothing holds any more of what was known about the way to the registrar.
Step on_network(Session session, const Moment &moment) noexcept;

/// The lookup of the targets ended, zero targets mean that it failed; or while it stood in line, others found out how many
/// of them live.
Step on_targets(Session session, std::uint16_t count, const Moment &moment) noexcept;

/// A place among the outstanding requests was granted.
Step on_granted(Session session, const Moment &moment) noexcept;

/// The request was answered, or it is known that it will not be. @p answerable: the challenges in the
/// answer were taken up, the redirection may be followed, the demand can be met; @p wanted: the application is to be
/// asked first; else @p refusal says what that is. @p moved: the answer shows that our Contact has the wrong address.
/// @p missing: it shows that our binding is gone.
struct Outcome {
    Verdict verdict;
    bool answerable = false;
    Failure refusal = Failure::credentials;
    bool moved = false;
    bool missing = false;
    bool wanted = false;
};
Step on_outcome(Session session, const Outcome &outcome, const Moment &moment) noexcept;

/// The application has answered, and its answer was weighed as that of a registrar is.
Step on_credentials(Session session, const Outcome &outcome, const Moment &moment) noexcept;

/// The binding has ended. It comes before the input that finds bound_until in the past.
Step on_expiry(Session session) noexcept;

/// The registrar reaches us no more by the flow over which the binding was made (RFC 5626 §4.5).
Step on_flow_lost(Session session, const Moment &moment) noexcept;

/// Time has passed: refresh, retry, give up a target or an attempt.
Step on_time(Session session, const Moment &moment) noexcept;

} // namespace sipreg::core
