// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: while the application is asked for credentials.
#include "machine_rows.hpp"

namespace sipreg::core {

namespace {

Outcome challenge()
{
    Outcome outcome;
    outcome.verdict.kind = Verdict::Kind::challenged;
    return outcome;
}
Outcome wanted()
{
    Outcome outcome = challenge();
    outcome.wanted = true;
    return outcome;
}
Outcome answerable()
{
    Outcome outcome = challenge();
    outcome.answerable = true;
    return outcome;
}

Session asking(Operation operation, Session session)
{
    return on_outcome(sent(operation, session), wanted(), moment_at(kNow)).next;
}

Session used_up(Session session)
{
    return with(session, [](Session &s) { s.answered = Limits{}.challenges; });
}

Step want(Session session, const Moment &moment) { return on_outcome(session, wanted(), moment); }
Step want_more(Session session, const Moment &moment) { return on_credentials(session, wanted(), moment); }
Step give(Session session, const Moment &moment) { return on_credentials(session, answerable(), moment); }
Step refuse(Session session, const Moment &moment) { return on_credentials(session, challenge(), moment); }
Step misfit(Session session, const Moment &moment)
{
    Outcome outcome = challenge();
    outcome.refusal = Failure::fatal;
    return on_credentials(session, outcome, moment);
}
Step want_query(Session session, const Moment &moment) { return on_wish(session, kQuery, moment); }
Step start(Session session, const Moment &moment) { return on_start(session, Goal::keep, moment); }
Step reply(Session session, const Moment &moment) { return on_outcome(session, answerable(), moment); }
Step targets(Session session, const Moment &moment) { return on_targets(session, 2, moment); }
Step too_late(Session session, const Moment &) { return on_time(session, moment_at(in(Seconds(32)))); }

void asking_follows_the_table(void **)
{
    const Session first = asking(Operation::add, keeping()), refresh = asking(Operation::add, registered()),
                  query = asking(Operation::query, registered()),
                  removal = asking(Operation::remove, stopping(registered()));
    const Row rows[] = {
        {"credentials are wanted", sent(Operation::add, keeping()), want, State::registering, Command::ask,
         kCredentials},
        {"for a refresh", sent(Operation::add, registered()), want, State::registered, Command::ask, kCredentials},
        {"after too many answers nobody is asked", used_up(sent(Operation::add, keeping())), want, State::idle,
         Command::release, kFailed, Operation::add, Failure::credentials},
        {"given, they wait for a place", first, give, State::registering, Command::enqueue},
        {"given for one realm, another's are wanted", first, want_more, State::registering, Command::ask, kCredentials},
        {"given too often", used_up(first), give, State::idle, Command::release, kFailed, Operation::add,
         Failure::credentials},
        {"refused", first, refuse, State::idle, Command::release, kFailed, Operation::add, Failure::credentials},
        {"refused for a refresh", refresh, refuse, State::registered, Command::release, kFailed | kDegraded,
         Operation::add, Failure::credentials},
        {"refused for a query", query, refuse, State::registered, Command::release, kFailed, Operation::query,
         Failure::credentials},
        {"refused for a removal", removal, refuse, State::idle, Command::release, kFailed, Operation::remove,
         Failure::credentials},
        {"of no use", first, misfit, State::idle, Command::release, kFailed, Operation::add, Failure::fatal},
        {"given when nobody asks", sent(Operation::add, keeping()), give, State::registering},
        {"given when all is over", registered(), give, State::registered},
        {"not given in time", first, too_late, State::idle, Command::release, kFailed, Operation::add,
         Failure::credentials},
        {"not given in time for a refresh", refresh, too_late, State::registered, Command::release,
         kFailed | kDegraded, Operation::add, Failure::credentials},
        {"still time", first, on_time, State::registering},
        {"start changes nothing", first, start, State::registering},
        {"stop ends it", first, on_stop, State::idle, Command::release, kUnregistered, Operation::add},
        {"stop ends a refresh, the binding goes", refresh, on_stop, State::unregistering, Command::resolve, 0,
         Operation::add},
        {"stop lets a query be answered", query, on_stop, State::unregistering},
        {"stop during a removal changes nothing", removal, on_stop, State::unregistering},
        {"a late reply", first, reply, State::registering},
        {"targets nobody asked for", first, targets, State::registering},
        {"a place nobody asked for", first, on_granted, State::registering},
        {"a query waits for its end", first, want_query, State::registering},
    };
    check_all(rows);
}

void the_attempt_s_time_runs_on_while_somebody_thinks(void **)
{
    const Session first = asking(Operation::add, keeping());
    assert_true(next_wake(first) == in(Seconds(32)));
    // Ten seconds of thought, an hour in line: 22 s are left.
    const Session queued = on_credentials(first, answerable(), moment_at(in(Seconds(10)))).next;
    assert_true(next_wake(queued) == kNever);
    const Step out = on_granted(queued, moment_at(in(Seconds(3610))));
    assert_true(out.command == Command::send && out.next.attempt_until == in(Seconds(3632)));
    assert_int_equal(out.next.answered, 1);
}

void a_target_s_own_limit_does_not_hurry_anybody(void **)
{
    const Session first = on_outcome(sent(Operation::add, keeping(), 2), wanted(), moment_at(kNow)).next;
    assert_true(next_wake(first) == in(Seconds(32)));
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest asking[] = {
        cmocka_unit_test(asking_follows_the_table),
        cmocka_unit_test(the_attempt_s_time_runs_on_while_somebody_thinks),
        cmocka_unit_test(a_target_s_own_limit_does_not_hurry_anybody),
    };
    return cmocka_run_group_tests(asking, nullptr, nullptr);
}
