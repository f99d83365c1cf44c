// SPDX-License-Identifier: LGPL-2.1-or-later
// What comes after an attempt: what is due, or else wanted.
#include "core/attempt.hpp"

#include <algorithm>
#include <optional>

namespace sipreg::core {

namespace {

// Something that is asked of the registrar beside our own binding.
struct Errand {
    Wish wish;
    Operation operation;
};

constexpr Errand kErrands[] = {
    {kRemoveAll, Operation::remove_all}, {kRemoveOthers, Operation::remove_others}, {kQuery, Operation::query}};

// Begins the first errand among @p wishes that is wanted.
std::optional<Step> run_errand(Session session, unsigned wishes, const Moment &moment) noexcept
{
    for (const Errand &errand : kErrands)
        if (session.wishes & wishes & errand.wish) {
            session.wishes = static_cast<std::uint8_t>(session.wishes & ~errand.wish);
            return begin(session, errand.operation, moment);
        }
    return {};
}

// What is left of a living binding when it is refreshed in spite of all: it was promised, and one request may save it.
Millis last_call(const Session &session, const Moment &moment) noexcept
{
    const Millis granted = Seconds(session.granted_s);
    return std::max(granted / 20, std::min(moment.policy.attempt_deadline, granted / 4));
}

// The registrar wants to be left alone, or is dead: until then, and then not all at once.
Step wait_for_registrar(Session session, const Moment &moment) noexcept
{
    const Millis left = moment.held_until - moment.now;
    const double spread = static_cast<double>(std::max(left / 10, Millis(1000)).count());
    session.next_attempt = moment.held_until + Millis(static_cast<Millis::rep>(moment.unit * spread));
    if (session.alive())
        session.next_attempt = std::min(session.next_attempt, session.bound_until - last_call(session, moment));
    return because(moment.held_by, session);
}

} // namespace

void want_again(Session &session) noexcept
{
    for (const Errand &errand : kErrands)
        if (session.operation == errand.operation)
            session.wishes |= errand.wish;
}

bool is_held(const Session &session, const Moment &moment) noexcept
{
    const bool last = session.alive() && session.bound_until - moment.now <= last_call(session, moment);
    return moment.held_until > moment.now && !last;
}

Step go_on(Session session, const Moment &moment) noexcept
{
    if (moment.asleep)
        return {session};
    if (std::optional<Step> errand = run_errand(session, kRemoveAll, moment))
        return *errand;
    Step rest{session};
    if (session.next_attempt <= moment.now) {
        if (!is_held(session, moment) || session.rush != Millis(0))
            return begin(session, Operation::add, moment);
        rest = wait_for_registrar(session, moment); // what is asked for beside does not
    }
    if (std::optional<Step> errand = run_errand(rest.next, kRemoveOthers | kQuery, moment))
        return *errand;
    if (session.goal != Goal::remove)
        return rest;
    if (session.alive() || session.maybe_bound)
        return begin(session, Operation::remove, moment);
    return {unbound(session), Command::none, kUnregistered};
}

Step go_on_if_resting(Session session, const Moment &moment) noexcept
{
    return session.resting() ? go_on(session, moment) : Step{session};
}

} // namespace sipreg::core
