// SPDX-License-Identifier: LGPL-2.1-or-later
// How an attempt begins, turns and ends.
#include "core/attempt.hpp"

#include "core/refresh.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// Nothing of the attempt is left; what the attempt changed for good stays.
Session rested(Session session) noexcept
{
    session.phase = Phase::rest;
    session.operation = Operation::none;
    session.target_until = session.attempt_until = kNever;
    return session;
}

// No binding, as far as we know; whoever wanted that wants nothing more.
Session unbound(Session session) noexcept
{
    session.maybe_bound = session.degraded = false;
    session.bound_until = kNever;
    session.granted_s = 0;
    session.failures = 0;
    if (session.goal == Goal::remove)
        session.goal = Goal::none;
    return session;
}

// The step that ended an attempt, and what comes after it.
Step ended(Step step, const Moment &moment) noexcept
{
    step.ended = step.next.operation;
    const Step after = go_on(rested(step.next), moment);
    step.next = after.next;
    // A new attempt lets go of the old one's things by itself.
    step.command = after.command == Command::none ? Command::release : after.command;
    step.notices |= after.notices;
    return step;
}

// What a REGISTER that came to nothing may still have done at the registrar.
void suspect(Session &session, const Verdict &verdict) noexcept
{
    session.maybe_bound |= session.operation == Operation::add && verdict.may_have_worked;
}

Step added(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    const std::uint32_t granted = outcome.verdict.granted_s;
    session.granted_s = granted;
    session.bound_until = moment.now + Seconds(granted);
    session.maybe_bound = false; // it can be dated
    if (outcome.moved && !session.moved && session.goal != Goal::remove) {
        session.moved = true; // once per attempt: an address that changes with every answer is no address
        return turn(session, moment);
    }
    session.failures = 0;
    session.degraded = false;
    const Extras &extras = *moment.account.extras;
    const Millis refresh =
        refresh_delay(granted, extras.refresh_room, extras.refresh_jitter_percent, moment.unit);
    session.next_attempt = session.goal == Goal::keep ? moment.now + refresh : kNever;
    return ended({session, Command::none, kRegistered}, moment);
}

// When the next attempt comes, if one comes.
Instant retry_at(const Session &session, const Verdict &verdict, const Moment &moment) noexcept
{
    const Extras &extras = *moment.account.extras;
    const Retry &retry = extras.retry[static_cast<std::size_t>(verdict.failure)];
    const bool enough = extras.max_attempts != 0 && session.failures >= extras.max_attempts;
    if (session.goal != Goal::keep || retry.how == Retry::How::give_up || enough)
        return kNever;
    Millis wait = retry.how == Retry::How::fixed
                      ? Millis(retry.interval)
                      : retry_delay(moment.account.backoff, session.failures, moment.unit);
    if (session.alive())
        wait = rescue_delay(wait, session.bound_until - moment.now);
    return moment.now + no_sooner(wait, moment.account.backoff, verdict.retry_after_s);
}

Step add_failed(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    Step step{session, Command::none, kFailed, verdict.failure};
    Session &next = step.next;
    step.attempt = ++next.failures;
    next.next_attempt = retry_at(next, verdict, moment);
    step.will_retry = next.next_attempt != kNever;
    if (next.goal == Goal::remove)
        return ended(step, moment);
    if (!step.will_retry)
        next.goal = Goal::none;
    if (next.alive() && !next.degraded) {
        next.degraded = true;
        step.notices |= kDegraded;
    }
    return ended(step, moment);
}

Step remove_failed(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    return ended({unbound(session), Command::none, kFailed, verdict.failure}, moment);
}

// Time for an attempt: all that the policy gives, but not so much that a living binding ends before several more.
Millis attempt_time(const Session &session, const Moment &moment) noexcept
{
    if (!session.alive())
        return moment.policy.attempt_deadline;
    const Millis share = std::max((session.bound_until - moment.now) / 3, moment.policy.target_timeout);
    return std::min(moment.policy.attempt_deadline, share);
}

} // namespace

Verdict refused_as(Failure failure) noexcept
{
    Verdict verdict;
    verdict.failure = failure;
    return verdict;
}

Step begin(Session session, Operation operation, const Moment &moment) noexcept
{
    const bool adding = operation == Operation::add;
    session.operation = operation;
    session.phase = Phase::resolving;
    session.attempt_until = moment.now + (adding ? attempt_time(session, moment) : moment.policy.attempt_deadline);
    session.target_until = kNever;
    session.target = session.targets = 0;
    session.answered = 0;
    session.moved = session.lengthened = false;
    if (adding)
        session.next_attempt = kNever;
    return {session, Command::resolve};
}

Step send(Session session, const Moment &moment) noexcept
{
    const bool last = session.target + 1 >= session.targets;
    const Instant limit = last ? kNever : moment.now + moment.policy.target_timeout;
    session.phase = Phase::sent;
    session.target_until = std::min(limit, session.attempt_until);
    return {session, Command::send};
}

Step turn(Session session, const Moment &moment) noexcept
{
    // RFC 3261 §10.2.2: a removal is a REGISTER like any other, so the nonce just given serves it too.
    if (session.goal == Goal::remove && session.operation == Operation::add)
        session.operation = Operation::remove;
    return send(session, moment);
}

Step next_target(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    suspect(session, verdict);
    ++session.target;
    return turn(session, moment);
}

Step succeed(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    switch (session.operation) {
    case Operation::add:
        return added(session, outcome, moment);
    case Operation::remove:
        return ended({unbound(session), Command::none, kUnregistered}, moment);
    case Operation::query:
    case Operation::remove_others:
    case Operation::remove_all:
        return ended({session, Command::none, kBindings}, moment);
    case Operation::none:
        break;
    }
    return {session};
}

Step fail(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    suspect(session, verdict);
    // A registrar that did not hear the REGISTER will not hear its removal either: who wants to stop waited enough.
    const bool in_vain = session.goal == Goal::remove && verdict.failure == Failure::timeout;
    if (in_vain && session.operation == Operation::add)
        session.operation = Operation::remove;
    switch (session.operation) {
    case Operation::add:
        return add_failed(session, verdict, moment);
    case Operation::remove:
        return remove_failed(session, verdict, moment);
    case Operation::query:
    case Operation::remove_others:
    case Operation::remove_all:
        return ended({session, Command::none, kFailed, verdict.failure}, moment);
    case Operation::none:
        break;
    }
    return {session};
}

Step abandon(Session session, const Moment &moment) noexcept
{
    return ended({session}, moment);
}

Step go_on(Session session, const Moment &moment) noexcept
{
    if (session.next_attempt <= moment.now)
        return begin(session, Operation::add, moment);
    if (session.query_wanted) {
        session.query_wanted = false;
        return begin(session, Operation::query, moment);
    }
    if (session.goal != Goal::remove)
        return {session};
    if (session.alive() || session.maybe_bound)
        return begin(session, Operation::remove, moment);
    return {unbound(session), Command::none, kUnregistered};
}

} // namespace sipreg::core
