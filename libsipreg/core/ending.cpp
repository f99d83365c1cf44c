// SPDX-License-Identifier: LGPL-2.1-or-later
// How an attempt ends.
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
    session.hurried = false;
    session.target_until = session.attempt_until = kNever;
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
    step.occasion = after.occasion;
    return step;
}

Step added(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    const std::uint32_t granted = outcome.verdict.granted_s;
    session.granted_s = granted;
    session.bound_until = moment.now + Seconds(granted);
    session.maybe_bound = false; // it can be dated
    if (outcome.moved && !session.moved && session.goal != Goal::remove) {
        session.moved = true; // once per attempt: an address that changes with every answer is no address
        Step step = turn(session, moment);
        step.rule = Rule::contact_corrected;
        return step;
    }
    session.failures = 0;
    session.degraded = false;
    const Extras &extras = *moment.account.extras;
    const Millis refresh = refresh_delay(granted, extras.refresh_room, extras.refresh_jitter_percent, moment.unit);
    session.next_attempt = session.goal == Goal::keep ? moment.now + (session.outdated ? Millis(0) : refresh) : kNever;
    Step step = because(Rule::granted, session);
    step.notices = kRegistered;
    return ended(step, moment);
}

Step failed_by(Session session, const Verdict &verdict) noexcept
{
    Step step = because(verdict.rule, session);
    step.notices = kFailed;
    step.failure = verdict.failure;
    return step;
}

Millis wait_by(const Retry &retry, std::uint32_t failures, const Moment &moment) noexcept
{
    switch (retry.how) {
    case Retry::How::fixed:
        return retry.interval;
    case Retry::How::slow:
        return longest_retry_delay(moment.account.backoff, moment.unit);
    case Retry::How::back_off:
    case Retry::How::give_up:
        break;
    }
    Backoff backoff = moment.account.backoff;
    if (moment.reached)
        backoff.base *= 3; // RFC 5626 §4.5: 90 seconds for 30, since calls come in all the same
    return retry_delay(backoff, failures, moment.unit);
}

// When the next attempt comes, if one comes.
Instant retry_at(const Session &session, const Verdict &verdict, const Moment &moment) noexcept
{
    const Extras &extras = *moment.account.extras;
    const Retry &retry = extras.retry[static_cast<std::size_t>(verdict.failure)];
    const bool enough = extras.max_attempts != 0 && session.failures >= extras.max_attempts;
    if (session.goal != Goal::keep || retry.how == Retry::How::give_up || enough)
        return kNever;
    Millis wait = wait_by(retry, session.failures, moment);
    if (session.alive())
        wait = rescue_delay(wait, session.bound_until - moment.now);
    return moment.now + no_sooner(wait, moment.account.backoff, verdict.retry_after_s);
}

Step add_failed(Session session, const Verdict &verdict, const Moment &moment) noexcept
{
    Step step = failed_by(session, verdict);
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
    return ended(failed_by(unbound(session), verdict), moment);
}

Step removed(Session session, const Moment &moment) noexcept
{
    Step step = because(Rule::removed, unbound(session));
    step.notices = kUnregistered;
    return ended(step, moment);
}

// The answer listed the bindings, and ours was not among them.
Step listed(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    Step step = because(Rule::listed, session);
    step.notices = kBindings;
    if (session.alive() && outcome.missing) {
        step.next.bound_until = kNever;
        step.next.granted_s = 0;
        step.next.degraded = false;
        step.notices |= kLost;
        step.rule = Rule::binding_missing;
        step.next.next_attempt = session.goal == Goal::keep ? moment.now : kNever;
    }
    return ended(step, moment);
}

Step removed_all(Session session, const Moment &moment) noexcept
{
    Step step = because(Rule::removed, session);
    step.notices = kBindings;
    if (session.alive() && session.goal != Goal::remove)
        step.notices |= kUnregistered;
    const Goal goal = session.goal;
    step.next = unbound(session);
    step.next.goal = goal;
    step.next.next_attempt = goal == Goal::keep ? moment.now : kNever;
    return ended(step, moment);
}

} // namespace

Verdict refused_as(Failure failure, Rule rule) noexcept
{
    Verdict verdict;
    verdict.failure = failure;
    verdict.rule = rule;
    return verdict;
}

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

Step because(Rule rule, Session session) noexcept
{
    Step step{session};
    step.rule = rule;
    return step;
}

void suspect(Session &session, const Verdict &verdict) noexcept
{
    session.maybe_bound |= session.operation == Operation::add && verdict.may_have_worked;
}

Step succeed(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    switch (session.operation) {
    case Operation::add:
        return added(session, outcome, moment);
    case Operation::remove:
        return removed(session, moment);
    case Operation::query:
    case Operation::remove_others:
        return listed(session, outcome, moment);
    case Operation::remove_all:
        return removed_all(session, moment);
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
        return ended(failed_by(session, verdict), moment);
    case Operation::none:
        break;
    }
    return {session};
}

Step out_of_time(Session session, const Moment &moment) noexcept
{
    Verdict verdict = judge(session.phase == Phase::resolving ? Silence::dns : Silence::timeout);
    if (session.phase == Phase::asking)
        verdict.failure = Failure::credentials;
    verdict.may_have_worked = session.phase == Phase::sent;
    verdict.rule = Rule::out_of_time;
    return fail(session, verdict, moment);
}

Step abandon(Session session, const Moment &moment) noexcept
{
    return ended(because(Rule::given_up_by_caller, session), moment);
}

Step put_off(Session session, Rule rule, const Moment &moment) noexcept
{
    if (session.operation == Operation::add) {
        session.maybe_bound |= session.phase == Phase::sent;
        session.next_attempt = session.goal == Goal::remove ? kNever : moment.now;
    }
    want_again(session);
    return ended(because(rule, session), moment);
}

} // namespace sipreg::core
