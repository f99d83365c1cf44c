// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: where requests go, and which registrars are left alone, by what all registrations have met.
#include "registration/driver.hpp"

#include "registration/way.hpp"

#include <algorithm>

namespace sipreg::registration {

namespace {

// Finding out may cost a target's time: who has not twice as much does not.
core::Asker asker(const Registration &registration, const core::Policy &policy, Instant now)
{
    const core::Session &session = registration.session;
    const bool somebody_waits = session.hurried || session.operation != core::Operation::add;
    return {registration.home, somebody_waits || core::time_left(session, now) < 2 * policy.target_timeout};
}

} // namespace

Instant Driver::held_until(Holds &holds, Naming name, const Registration &registration, Instant now)
{
    if (holds.empty())
        return Instant::min();
    const auto held = holds.find(name(registration));
    if (held == holds.end())
        return Instant::min();
    if (held->second > now)
        return held->second;
    holds.erase(held);
    return Instant::min();
}

void Driver::hold(const Registration &registration, const core::Outcome &outcome)
{
    const core::Session &session = registration.session;
    if (!outcome.verdict.holds_registrar)
        return;
    if (outcome.verdict.blames_target && session.target + 1 < session.targets)
        return; // RFC 3261 §21.5.4: the others of the same registrar may serve meanwhile
    const Seconds wanted(*outcome.verdict.retry_after_s);
    Instant &until = held_.try_emplace(lane_of(registration), Instant::min()).first->second;
    until = std::max(until, ports_.clock.now() + std::min(wanted, registration.account->backoff.cap));
}

void Driver::plan(Registration &registration)
{
    const Instant now = ports_.clock.now();
    Attempt &attempt = *registration.attempt;
    core::Plan plan = health_.plan(attempt.places(), asker(registration, settings_.policy, now), now, ports_.dice.unit());
    part_ways(registration, plan);
    attempt.take(std::move(plan));
    if (attempt.plan().all_down)
        down_[way_of(registration)] = attempt.plan().held_until;
}

// RFC 3261 §18.1.1: over TCP what is too long for a datagram; if that is refused, over UDP in spite of it.
void Driver::avoid_datagram(Registration &registration)
{
    const std::vector<core::Transport> &offered = settings_.offer.transports;
    Attempt &attempt = *registration.attempt;
    const bool tcp = std::find(offered.begin(), offered.end(), core::Transport::tcp) != offered.end();
    if (!tcp || settings_.udp_limit == 0 || !attempt.may_detour(ports_.clock.now()) ||
        attempt.length() <= settings_.udp_limit)
        return;
    attempt.detour();
    const auto count = static_cast<std::uint16_t>(attempt.plan().targets.size());
    apply(registration, core::on_targets(registration.session, count, moment(registration)));
}

// What the request under way has met concerns all who would go there.
void Driver::report(Registration &registration, const core::Verdict &verdict)
{
    const Instant now = ports_.clock.now();
    Attempt &attempt = *registration.attempt;
    const bool silent = verdict.rule == core::Rule::no_answer;
    if (attempt.reply.status == 0 && !verdict.blames_target)
        return;
    if (silent && now - attempt.sent_at() < settings_.policy.target_timeout)
        return; // somebody was in a hurry
    const core::Target target = attempt.target();
    attempt.found_out();
    if (!verdict.blames_target) {
        down_.erase(way_of(registration));
        return health_.on_answer(target, now);
    }
    const core::Backoff &backoff = registration.account->backoff;
    const Seconds wanted(verdict.retry_after_s.value_or(0));
    health_.on_failure(target, silent ? attempt.sent_at() : now, now, ports_.dice.unit(),
                       {std::min(wanted, backoff.cap), backoff.base});
}

} // namespace sipreg::registration
