// SPDX-License-Identifier: LGPL-2.1-or-later
// How an attempt begins and turns.
#include "core/attempt.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

Rule occasion(const Session &session, Operation operation) noexcept
{
    if (operation != Operation::add || session.rush > Millis(0))
        return Rule::wanted;
    if (session.failures > 0)
        return Rule::retry_due;
    if (session.degraded)
        return Rule::flow_lost; // or else something would have failed
    return session.alive() ? Rule::refresh_due : Rule::wanted;
}

// Time for an attempt: all that the policy gives, but not so much that a living binding ends before several more.
Millis attempt_time(const Session &session, const Moment &moment) noexcept
{
    if (session.hurried)
        return session.rush;
    if (session.operation != Operation::add || !session.alive())
        return moment.policy.attempt_deadline;
    const Millis share = std::max((session.bound_until - moment.now) / 3, moment.policy.target_timeout);
    return std::min(moment.policy.attempt_deadline, share);
}

} // namespace

Step begin(Session session, Operation operation, const Moment &moment) noexcept
{
    Step step;
    step.command = Command::resolve;
    step.occasion = occasion(session, operation);
    session.operation = operation;
    session.phase = Phase::resolving;
    session.hurried = session.rush > Millis(0) && operation == Operation::add;
    session.attempt_until = moment.now + attempt_time(session, moment);
    session.target_until = kNever;
    session.target = session.targets = 0;
    session.answered = session.redirects = 0;
    session.begun = session.moved = session.lengthened = session.renewed = false;
    if (operation == Operation::add) {
        session.next_attempt = kNever;
        session.rush = Millis(0);
        session.outdated = false;
    }
    step.next = session;
    return step;
}

Session hurry(Session session, Millis deadline, const Moment &moment) noexcept
{
    const Millis left = time_left(session, moment.now);
    session.hurried = true;
    session.attempt_until = moment.now + std::min(left, deadline);
    session.target_until = std::min(session.target_until, session.attempt_until);
    return session;
}

Step enqueue(Session session, const Moment &moment) noexcept
{
    session.phase = Phase::queued;
    session.target_until = kNever;
    if (!session.hurried) {
        // Waiting for our own turn is not the registrar's fault: the attempt's clock stands still.
        session.time_left = session.attempt_until - moment.now;
        session.attempt_until = kNever;
    }
    return {session, Command::enqueue};
}

Step send(Session session, const Moment &moment) noexcept
{
    const bool last = session.target + 1 >= session.targets;
    const Instant limit = last ? kNever : moment.now + moment.policy.target_timeout;
    session.phase = Phase::sent;
    session.begun = true;
    session.target_until = std::min(limit, session.attempt_until);
    return {session, Command::send};
}

Step turn(Session session, const Moment &moment) noexcept
{
    // RFC 3261 §10.2.2: a removal is a REGISTER like any other, so the nonce just given serves it too.
    if (session.goal == Goal::remove && session.operation == Operation::add)
        session.operation = Operation::remove;
    return enqueue(session, moment);
}

Step renew(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    suspect(session, verdict);
    session.renewed = true;
    Step step = turn(session, moment);
    step.rule = Rule::connection_renewed;
    return step;
}

Step next_target(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    suspect(session, verdict);
    ++session.target;
    session.renewed = false;
    Step step = turn(session, moment);
    step.rule = Rule::next_target;
    return step;
}

Step follow(Session session) noexcept
{
    session.phase = Phase::resolving;
    session.target_until = kNever;
    session.target = session.targets = 0;
    session.answered = 0;
    session.renewed = false;
    return {session, Command::follow};
}

} // namespace sipreg::core
