// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: inputs of the application, the lookup, the window and the clock.
#include "core/machine.hpp"

#include "core/attempt.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

bool removing(const Session &session) noexcept
{
    return session.goal == Goal::remove || session.operation == Operation::remove;
}

// Waiting for our own turn is not the registrar's fault: the attempt's clock stands still.
Step enqueue(Session session, const Moment &moment) noexcept
{
    session.phase = Phase::queued;
    session.time_left = session.attempt_until - moment.now;
    session.attempt_until = kNever;
    return {session, Command::enqueue};
}

Step ask(Session session) noexcept
{
    session.phase = Phase::asking;
    session.target_until = kNever;
    return {session, Command::ask, kCredentials};
}

// @p send_again: what is done if the challenge can be answered.
template <typename SendAgain>
Step challenged(Session session, const Outcome &outcome, const Moment &moment, SendAgain send_again) noexcept
{
    if (!outcome.answerable && !outcome.wanted)
        return fail(session, refused_as(outcome.refusal), moment);
    if (session.answered >= kMaxAnswered)
        return fail(session, refused_as(Failure::credentials), moment);
    if (outcome.wanted)
        return ask(session);
    ++session.answered;
    return send_again(session, moment);
}

Step too_brief(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.lengthened)
        return fail(session, refused_as(Failure::fatal), moment);
    session.lengthened = true;
    session.asked_s = outcome.verdict.min_expires_s;
    return turn(session, moment);
}

Step failed(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (outcome.verdict.another_target_may_do && session.target + 1 < session.targets)
        return next_target(session, outcome.verdict, moment);
    return fail(session, outcome.verdict, moment);
}

Verdict too_late(Phase phase) noexcept
{
    if (phase == Phase::asking)
        return refused_as(Failure::credentials);
    return judge(phase == Phase::resolving ? Silence::dns : Silence::timeout);
}

} // namespace

State state_of(const Session &session) noexcept
{
    if (removing(session))
        return State::unregistering;
    if (session.alive())
        return State::registered;
    if (session.operation == Operation::add)
        return State::registering;
    return session.next_attempt != kNever ? State::waiting : State::idle;
}

Instant next_wake(const Session &session) noexcept
{
    const Instant attempt = session.resting() ? session.next_attempt
                                              : std::min(session.attempt_until, session.target_until);
    return std::min(attempt, session.bound_until);
}

Step on_start(Session session, Goal goal, const Moment &moment) noexcept
{
    const bool satisfied = goal == Goal::keep && session.goal == Goal::keep && session.alive() && !session.degraded;
    session.goal = goal;
    if (satisfied || session.operation == Operation::add)
        return {session};
    session.asked_s = moment.account.expires_s;
    session.next_attempt = moment.now; // or as soon as what is under way has ended
    return session.resting() ? go_on(session, moment) : Step{session};
}

Step on_stop(Session session, const Moment &moment) noexcept
{
    session.goal = Goal::remove;
    session.next_attempt = kNever;
    // Nothing is out: neither sent nor, where the application is asked, unanswered.
    const bool nothing_out = session.phase != Phase::sent && !session.resting();
    if (nothing_out && session.operation == Operation::add)
        return abandon(session, moment);
    return session.resting() ? go_on(session, moment) : Step{session};
}

Step on_query(Session session, const Moment &moment) noexcept
{
    session.query_wanted = true;
    return session.resting() ? go_on(session, moment) : Step{session};
}

Step on_targets(Session session, std::uint16_t count, const Moment &moment) noexcept
{
    if (session.phase != Phase::resolving)
        return {session};
    if (count == 0)
        return fail(session, judge(Silence::dns), moment);
    session.targets = count;
    return enqueue(session, moment);
}

Step on_granted(Session session, const Moment &moment) noexcept
{
    if (session.phase != Phase::queued)
        return {session};
    session.attempt_until = moment.now + session.time_left;
    return send(session, moment);
}

Step on_outcome(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.phase != Phase::sent)
        return {session};
    switch (outcome.verdict.kind) {
    case Verdict::Kind::accepted:
        return succeed(session, outcome, moment);
    case Verdict::Kind::challenged:
        return challenged(session, outcome, moment, turn);
    case Verdict::Kind::too_brief:
        return too_brief(session, outcome, moment);
    case Verdict::Kind::failed:
        return failed(session, outcome, moment);
    }
    return {session};
}

Step on_credentials(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.phase != Phase::asking)
        return {session};
    return challenged(session, outcome, moment, enqueue);
}

Step on_expiry(Session session) noexcept
{
    session.bound_until = kNever;
    session.granted_s = 0;
    session.degraded = false;
    return {session, Command::none, kExpired};
}

Step on_time(Session session, const Moment &moment) noexcept
{
    if (session.resting())
        return go_on(session, moment);
    if (session.attempt_until <= moment.now)
        return fail(session, too_late(session.phase), moment);
    if (session.target_until <= moment.now)
        return on_outcome(session, {judge(Silence::timeout)}, moment);
    return {session};
}

} // namespace sipreg::core
