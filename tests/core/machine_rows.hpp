// SPDX-License-Identifier: LGPL-2.1-or-later
// Rows for the tables of the state machine: sessions to start from, and what a step is compared by.
#pragma once

#include "core/machine.hpp"
#include "support/cmocka.hpp"

#include <string>

namespace sipreg::core {

inline constexpr Instant kNow{Millis(1'000'000)};
inline constexpr std::uint32_t kAsked = 3600;

inline Instant in(Millis wait) { return kNow + wait; }

/// The moment of every row: 32 s per attempt, 4 s per target, base 30 s and cap 1800 s, dice in the middle.
inline Moment moment_at(Instant now, double unit = 0.5)
{
    static const Policy policy;
    static const Account account;
    return {policy, account, now, unit};
}

using Change = void (*)(Session &session);
inline Session with(Session session, Change change)
{
    change(session);
    return session;
}

inline Session fresh() { return {}; }

/// A binding of 3600 s, kept, 1000 s left, refresh in 100 s.
inline Session registered()
{
    Session session;
    session.goal = Goal::keep;
    session.asked_s = session.granted_s = kAsked;
    session.bound_until = in(Seconds(1000));
    session.next_attempt = in(Seconds(100));
    return session;
}

/// Its refresh has failed.
inline Session degraded()
{
    return with(registered(), [](Session &session) { session.degraded = true, session.failures = 1; });
}

/// The attempts so far have failed, the next one is in 100 s.
inline Session waiting()
{
    Session session;
    session.goal = Goal::keep;
    session.asked_s = kAsked;
    session.failures = 2;
    session.next_attempt = in(Seconds(100));
    return session;
}

/// The attempt of @p operation just begun.
inline Session resolving(Operation operation, Session session)
{
    session.operation = operation;
    session.phase = Phase::resolving;
    session.attempt_until = in(Seconds(32));
    session.target_until = kNever;
    if (operation == Operation::add)
        session.next_attempt = kNever;
    if (session.asked_s == 0)
        session.asked_s = kAsked;
    return session;
}

/// Waiting for a place, one target known.
inline Session queued(Operation operation, Session session)
{
    return on_targets(resolving(operation, session), 1, moment_at(kNow)).next;
}

/// Its request is out to the first of @p targets targets.
inline Session sent(Operation operation, Session session, std::uint16_t targets = 1)
{
    const Step step = on_targets(resolving(operation, session), targets, moment_at(kNow));
    return on_granted(step.next, moment_at(kNow)).next;
}

inline Session keeping() { return with(fresh(), [](Session &session) { session.goal = Goal::keep; }); }
inline Session trying_once() { return with(fresh(), [](Session &session) { session.goal = Goal::once; }); }
inline Session stopping(Session session)
{
    session.goal = Goal::remove;
    session.next_attempt = kNever;
    return session;
}

struct Row {
    const char *name;
    Session before;
    Step (*input)(Session session, const Moment &moment);
    State state;
    Command command = Command::none;
    unsigned notices = 0;
    Operation ended = Operation::none;
    Failure failure = Failure::none;
    bool will_retry = false;
};

inline std::string shown(State state, Command command, unsigned notices, Operation ended, Failure failure, bool retry)
{
    return "state " + std::to_string(int(state)) + ", command " + std::to_string(int(command)) + ", notices " +
           std::to_string(notices) + ", ended " + std::to_string(int(ended)) + ", failure " +
           std::to_string(int(failure)) + ", will_retry " + std::to_string(retry);
}

/// Says what is wrong with the row; every one of a table is looked at.
inline bool holds(const Row &row)
{
    const Step got = row.input(row.before, moment_at(kNow));
    const std::string is = shown(state_of(got.next), got.command, got.notices, got.ended, got.failure, got.will_retry);
    const std::string wanted = shown(row.state, row.command, row.notices, row.ended, row.failure, row.will_retry);
    if (is != wanted)
        print_error("%s: %s; wanted %s\n", row.name, is.c_str(), wanted.c_str());
    return is == wanted;
}

template <std::size_t N> void check_all(const Row (&rows)[N])
{
    bool all = true;
    for (const Row &row : rows)
        all = holds(row) && all;
    assert_true(all);
}

} // namespace sipreg::core
