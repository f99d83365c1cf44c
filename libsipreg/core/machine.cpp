// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: inputs of the application, the lookup, the window and the clock.
#include "core/machine.hpp"

#include "core/attempt.hpp"
#include "core/refresh.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

bool removing(const Session &session) noexcept
{
    return session.goal == Goal::remove || session.operation == Operation::remove;
}

Step ask(Session session) noexcept
{
    session.phase = Phase::asking;
    session.target_until = kNever;
    Step step{session, Command::ask, kCredentials};
    step.rule = Rule::credentials_wanted;
    return step;
}

Step challenged(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (!outcome.answerable && !outcome.wanted)
        return fail(session, refused_as(outcome.refusal, Rule::challenge_refused), moment);
    if (session.answered >= moment.account.extras->limits.challenges)
        return fail(session, refused_as(Failure::credentials, Rule::challenges_exhausted), moment);
    if (outcome.wanted)
        return ask(session);
    ++session.answered;
    return turn(session, moment);
}

Step too_brief(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.lengthened)
        return fail(session, refused_as(Failure::fatal, Rule::interval_refused), moment);
    session.lengthened = true;
    session.asked_s = outcome.verdict.min_expires_s;
    return turn(session, moment);
}

Step redirected(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (!outcome.answerable || session.redirects >= moment.account.extras->limits.redirects)
        return fail(session, refused_as(Failure::fatal, Rule::redirect_refused), moment);
    ++session.redirects;
    return follow(session);
}

Step demanded(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (!outcome.answerable)
        return fail(session, refused_as(Failure::fatal, Rule::demand_refused), moment);
    return turn(session, moment);
}

Step failed(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (outcome.verdict.same_target_may_do && !session.renewed)
        return renew(session, outcome.verdict, moment);
    if (outcome.verdict.another_target_may_do && session.target + 1 < session.targets)
        return next_target(session, outcome.verdict, moment);
    return fail(session, outcome.verdict, moment);
}

Step judged(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    switch (outcome.verdict.kind) {
    case Verdict::Kind::accepted:
        return succeed(session, outcome, moment);
    case Verdict::Kind::challenged:
        return challenged(session, outcome, moment);
    case Verdict::Kind::too_brief:
        return too_brief(session, outcome, moment);
    case Verdict::Kind::redirected:
        return redirected(session, outcome, moment);
    case Verdict::Kind::demanding:
        return demanded(session, outcome, moment);
    case Verdict::Kind::failed:
        return failed(session, outcome, moment);
    }
    return {session};
}

// What nobody waits for, at a registrar that wants to be left alone or is dead.
bool waits_in_vain(const Session &session, const Moment &moment) noexcept
{
    return session.operation == Operation::add && !session.begun && !session.hurried && is_held(session, moment);
}

// A server that starts again has lost the flows of all its clients at once.
constexpr Millis kFlowSpread{4000};
constexpr Millis kBriefFlow{10'000};

bool was_brief(const Session &session, Instant now) noexcept
{
    const Instant made = session.bound_until - Seconds(session.granted_s);
    return now - made < kBriefFlow;
}

// There are servers that answer and close: who comes back at once is never done.
Millis flow_wait(const Session &session, const Moment &moment) noexcept
{
    if (session.brief_flows > 1)
        return retry_delay(moment.account.backoff, session.brief_flows - 1u, moment.unit);
    return Millis(static_cast<Millis::rep>(moment.unit * static_cast<double>(kFlowSpread.count())));
}

// A new attempt to register, with the lifetime that the account wants now.
Session due_now(Session session, const Moment &moment) noexcept
{
    session.asked_s = moment.account.expires_s;
    session.next_attempt = moment.now; // or as soon as what is under way has ended
    return session;
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

Millis time_left(const Session &session, Instant now) noexcept
{
    const bool clock_stands = session.phase == Phase::queued && !session.hurried;
    return clock_stands ? session.time_left : session.attempt_until - now;
}

bool is_unanswered(const Session &session, Instant now) noexcept
{
    return session.phase == Phase::sent && std::min(session.attempt_until, session.target_until) <= now;
}

Session as_of(Session session, Instant now) noexcept
{
    return session.bound_until <= now ? on_expiry(session).next : session;
}

Step on_start(Session session, Goal goal, const Moment &moment) noexcept
{
    const bool satisfied = goal == Goal::keep && session.goal == Goal::keep && session.alive() && !session.degraded;
    session.goal = goal;
    if (satisfied || session.operation == Operation::add)
        return {session};
    return go_on_if_resting(due_now(session, moment), moment);
}

Step on_stop(Session session, const Moment &moment) noexcept
{
    session.goal = Goal::remove;
    session.next_attempt = kNever;
    // Nothing is out: neither sent nor, where the application is asked, unanswered.
    const bool nothing_out = session.phase != Phase::sent && !session.resting();
    if (nothing_out && session.operation == Operation::add)
        return abandon(session, moment);
    return go_on_if_resting(session, moment);
}

Step on_wish(Session session, Wish wish, const Moment &moment) noexcept
{
    session.wishes |= wish;
    return go_on_if_resting(session, moment);
}

Step on_refresh(Session session, Millis deadline, const Moment &moment) noexcept
{
    if (session.goal == Goal::none || session.goal == Goal::remove)
        session.goal = Goal::keep;
    if (session.operation == Operation::add)
        return {hurry(session, deadline, moment)};
    session.rush = deadline;
    session = due_now(session, moment);
    const bool can_wait = session.operation == Operation::query || session.operation == Operation::remove_others;
    return can_wait ? put_off(session, Rule::wanted, moment) : go_on_if_resting(session, moment);
}

Step on_update(Session session, bool visible, const Moment &moment) noexcept
{
    if (!visible || session.goal != Goal::keep)
        return {session};
    session.outdated = session.operation == Operation::add;
    return session.outdated ? Step{session} : go_on_if_resting(due_now(session, moment), moment);
}

Step on_sleep(Session session, const Moment &moment) noexcept
{
    return session.resting() ? Step{session} : put_off(session, Rule::asleep, moment);
}

Step on_network(Session session, const Moment &moment) noexcept
{
    session.failures = 0; // of another network
    if (session.goal == Goal::keep && session.next_attempt != kNever)
        session.next_attempt = moment.now;
    return session.resting() ? go_on(session, moment) : put_off(session, Rule::network_changed, moment);
}

Step on_targets(Session session, std::uint16_t count, const Moment &moment) noexcept
{
    if (session.phase != Phase::resolving && session.phase != Phase::queued)
        return {session};
    if (count == 0)
        return fail(session, judge(Silence::dns), moment);
    session.targets = count;
    if (waits_in_vain(session, moment))
        return put_off(session, moment.held_by, moment);
    return session.phase == Phase::queued ? Step{session} : enqueue(session, moment);
}

Step on_granted(Session session, const Moment &moment) noexcept
{
    if (session.phase != Phase::queued)
        return {session};
    if (waits_in_vain(session, moment))
        return put_off(session, moment.held_by, moment);
    if (!session.hurried)
        session.attempt_until = moment.now + session.time_left;
    return send(session, moment);
}

Step on_outcome(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.phase != Phase::sent)
        return {session};
    Step step = judged(session, outcome, moment);
    if (step.rule == Rule::none)
        step.rule = outcome.verdict.rule;
    return step;
}

Step on_credentials(Session session, const Outcome &outcome, const Moment &moment) noexcept
{
    if (session.phase != Phase::asking)
        return {session};
    return challenged(session, outcome, moment);
}

Step on_expiry(Session session) noexcept
{
    session.bound_until = kNever;
    session.granted_s = 0;
    session.degraded = false;
    return {session, Command::none, kExpired};
}

Step on_flow_lost(Session session, const Moment &moment) noexcept
{
    // Who is about to register anyhow makes another flow.
    if (!session.alive() || session.degraded || session.operation == Operation::add)
        return {session};
    Step step{session, Command::none, kFlowLost};
    step.failure = Failure::transport;
    Session &next = step.next;
    next.degraded = true;
    next.brief_flows = was_brief(session, moment.now) ? static_cast<std::uint8_t>(std::min(session.brief_flows + 1, 16)) : 0;
    step.will_retry = session.goal == Goal::keep;
    if (step.will_retry)
        next.next_attempt = std::min(session.next_attempt, moment.now + flow_wait(next, moment));
    return step;
}

Step on_time(Session session, const Moment &moment) noexcept
{
    if (session.resting())
        return go_on(session, moment);
    if (session.attempt_until <= moment.now)
        return out_of_time(session, moment);
    if (session.target_until <= moment.now)
        return on_outcome(session, {judge(Silence::timeout)}, moment);
    return {session};
}

} // namespace sipreg::core
