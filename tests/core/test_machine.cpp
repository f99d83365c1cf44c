// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: what the application, the lookup, the window and the clock put in.
#include "machine_rows.hpp"

namespace sipreg::core {

namespace {

// The application.

Step start(Session session, const Moment &moment) { return on_start(session, Goal::keep, moment); }
Step query(Session session, const Moment &moment) { return on_wish(session, kQuery, moment); }
Step once(Session session, const Moment &moment) { return on_start(session, Goal::once, moment); }

void start_follows_the_table(void **)
{
    const Row rows[] = {
        {"a fresh one registers", fresh(), start, State::registering, Command::resolve},
        {"a registered one has what it wants", registered(), start, State::registered},
        {"a degraded one tries at once", degraded(), start, State::registered, Command::resolve},
        {"a waiting one tries at once", waiting(), start, State::registering, Command::resolve},
        {"while resolving nothing changes", resolving(Operation::add, keeping()), start, State::registering},
        {"while queued nothing changes", queued(Operation::add, keeping()), start, State::registering},
        {"while sent nothing changes", sent(Operation::add, keeping()), start, State::registering},
        {"during a refresh nothing changes", sent(Operation::add, registered()), start, State::registered},
        {"during a query it waits for its end", sent(Operation::query, fresh()), start, State::waiting},
        {"during a removal it waits for its end", sent(Operation::remove, stopping(registered())), start,
         State::unregistering},
        {"after a stop that waits it is kept after all", sent(Operation::add, stopping(fresh())), start,
         State::registering},
        {"once on a registered one registers now", registered(), once, State::registered, Command::resolve},
        {"once on a waiting one registers now", waiting(), once, State::registering, Command::resolve},
        {"keeping what was registered once", with(registered(), [](Session &s) { s.goal = Goal::once; }), start,
         State::registered, Command::resolve},
    };
    check_all(rows);
}

void stop_follows_the_table(void **)
{
    const Row rows[] = {
        {"nothing to remove", fresh(), on_stop, State::idle, Command::none, kUnregistered},
        {"a binding is removed", registered(), on_stop, State::unregistering, Command::resolve},
        {"a degraded binding is removed", degraded(), on_stop, State::unregistering, Command::resolve},
        {"nothing was answered with a binding", waiting(), on_stop, State::idle, Command::none, kUnregistered},
        {"what was never answered may be a binding", with(waiting(), [](Session &s) { s.maybe_bound = true; }),
         on_stop, State::unregistering, Command::resolve},
        {"while resolving, nothing was sent", resolving(Operation::add, keeping()), on_stop, State::idle,
         Command::release, kUnregistered, Operation::add},
        {"while queued, nothing was sent", queued(Operation::add, keeping()), on_stop, State::idle, Command::release,
         kUnregistered, Operation::add},
        {"while resolving a refresh, the binding goes", resolving(Operation::add, registered()), on_stop,
         State::unregistering, Command::resolve, 0, Operation::add},
        {"while sent, the answer is awaited", sent(Operation::add, keeping()), on_stop, State::unregistering},
        {"during a query, its end is awaited", sent(Operation::query, registered()), on_stop, State::unregistering},
        {"during a removal nothing changes", sent(Operation::remove, stopping(registered())), on_stop,
         State::unregistering},
        {"a query that waits comes first",
         with(resolving(Operation::add, keeping()), [](Session &s) { s.wishes = kQuery; }), on_stop,
         State::unregistering, Command::resolve, 0, Operation::add},
    };
    check_all(rows);
}

void query_follows_the_table(void **)
{
    const Row rows[] = {
        {"a fresh one asks", fresh(), query, State::idle, Command::resolve},
        {"a registered one asks", registered(), query, State::registered, Command::resolve},
        {"a waiting one asks", waiting(), query, State::waiting, Command::resolve},
        {"what is under way ends first", sent(Operation::add, keeping()), query, State::registering},
        {"a refresh that is due comes first", with(registered(), [](Session &s) { s.next_attempt = kNow; }), query,
         State::registered, Command::resolve},
    };
    check_all(rows);
    assert_int_equal(int(query(rows[4].before, moment_at(kNow)).next.operation), int(Operation::add));
    assert_true(query(rows[4].before, moment_at(kNow)).next.wishes);
}

void a_start_during_a_query_is_not_forgotten(void **)
{
    const Session both = on_start(sent(Operation::query, fresh()), Goal::keep, moment_at(kNow)).next;
    Outcome answered;
    answered.verdict.kind = Verdict::Kind::accepted;
    const Step step = on_outcome(both, answered, moment_at(kNow));
    assert_int_equal(step.notices, kBindings);
    assert_int_equal(int(step.command), int(Command::resolve));
    assert_int_equal(int(step.next.operation), int(Operation::add));
    assert_int_equal(step.next.asked_s, kAsked);
}

void a_second_start_keeps_what_a_423_taught(void **)
{
    const Session longer = with(sent(Operation::add, keeping()), [](Session &s) { s.asked_s = 7200; });
    assert_int_equal(on_start(longer, Goal::keep, moment_at(kNow)).next.asked_s, 7200);
    const Session kept = with(registered(), [](Session &s) { s.asked_s = 7200; });
    assert_int_equal(on_start(kept, Goal::keep, moment_at(kNow)).next.asked_s, 7200);
}

// Lookup and window.

Step no_targets(Session session, const Moment &moment) { return on_targets(session, 0, moment); }
Step three_targets(Session session, const Moment &moment) { return on_targets(session, 3, moment); }

void lookup_and_window_follow_the_table(void **)
{
    const Row rows[] = {
        {"targets wait for a place", resolving(Operation::add, keeping()), three_targets, State::registering,
         Command::enqueue},
        {"no targets, retried", resolving(Operation::add, keeping()), no_targets, State::waiting, Command::release,
         kFailed, Operation::add, Failure::dns, true},
        {"no targets, once", resolving(Operation::add, trying_once()), no_targets, State::idle, Command::release,
         kFailed, Operation::add, Failure::dns},
        {"no targets for a refresh", resolving(Operation::add, registered()), no_targets, State::registered,
         Command::release, kFailed | kDegraded, Operation::add, Failure::dns, true},
        {"no targets for a query", resolving(Operation::query, registered()), no_targets, State::registered,
         Command::release, kFailed, Operation::query, Failure::dns},
        {"no targets for a removal", resolving(Operation::remove, stopping(registered())), no_targets, State::idle,
         Command::release, kFailed, Operation::remove, Failure::dns},
        {"targets nobody asked for", fresh(), three_targets, State::idle},
        {"a place, and out it goes", queued(Operation::add, keeping()), on_granted, State::registering, Command::send},
        {"a place nobody asked for", registered(), on_granted, State::registered},
    };
    check_all(rows);
}

void waiting_for_a_place_takes_nothing_of_the_attempts_time(void **)
{
    // Ten seconds for the lookup, an hour in line: 22 s are left.
    const Step found = on_targets(resolving(Operation::add, keeping()), 1, moment_at(in(Seconds(10))));
    assert_true(next_wake(found.next) == kNever);
    const Step out = on_granted(found.next, moment_at(in(Seconds(3610))));
    assert_true(out.next.attempt_until == in(Seconds(3632)));
    assert_true(next_wake(out.next) == in(Seconds(3632)));
}

void each_target_but_the_last_has_its_own_limit(void **)
{
    const Session first = sent(Operation::add, keeping(), 2);
    assert_true(first.target_until == in(Seconds(4)));
    const Session waiting = on_time(first, moment_at(in(Seconds(4)))).next;
    assert_true(waiting.attempt_until == kNever); // it stands in line again
    const Session second = on_granted(waiting, moment_at(in(Seconds(4)))).next;
    assert_int_equal(second.target, 1);
    assert_true(second.target_until == in(Seconds(32)));
}

void an_attempt_on_a_short_binding_leaves_time_for_another(void **)
{
    // Of 60 s granted 30 are left at the refresh: a third of them for this attempt, so that several fit.
    const Session due = with(registered(), [](Session &s) { s.bound_until = in(Seconds(30)), s.next_attempt = kNow; });
    assert_true(on_time(due, moment_at(kNow)).next.attempt_until == in(Seconds(10)));
    const Session sooner =
        with(registered(), [](Session &s) { s.bound_until = in(Seconds(2)), s.next_attempt = kNow; });
    assert_true(on_time(sooner, moment_at(kNow)).next.attempt_until == in(Seconds(4)));
    const Session ample = with(registered(), [](Session &s) { s.next_attempt = kNow; });
    assert_true(on_time(ample, moment_at(kNow)).next.attempt_until == in(Seconds(32)));
}

// The clock.

void due(Session &session) { session.next_attempt = kNow; }
void run_out(Session &session) { session.bound_until = kNow; }
void late(Session &session) { session.attempt_until = session.target_until = kNow; }
void target_late(Session &session) { session.target_until = kNow; }

void time_follows_the_table(void **)
{
    const Row rows[] = {
        {"nothing is due", registered(), on_time, State::registered},
        {"nothing is wanted", fresh(), on_time, State::idle},
        {"the refresh is due", with(registered(), due), on_time, State::registered, Command::resolve},
        {"the retry is due", with(waiting(), due), on_time, State::registering, Command::resolve},
        {"the lookup took too long", with(resolving(Operation::add, keeping()), late), on_time, State::waiting,
         Command::release, kFailed, Operation::add, Failure::dns, true},
        {"the answer took too long", with(sent(Operation::add, keeping()), late), on_time, State::waiting,
         Command::release, kFailed, Operation::add, Failure::timeout, true},
        {"the answer to a refresh took too long", with(sent(Operation::add, registered()), late), on_time,
         State::registered, Command::release, kFailed | kDegraded, Operation::add, Failure::timeout, true},
        {"degraded is told once", with(sent(Operation::add, degraded()), late), on_time, State::registered,
         Command::release, kFailed, Operation::add, Failure::timeout, true},
        {"the next target is tried", with(sent(Operation::add, keeping(), 2), target_late), on_time,
         State::registering, Command::enqueue},
        {"a removal too tries the next target",
         with(sent(Operation::remove, stopping(registered()), 2), target_late), on_time, State::unregistering,
         Command::enqueue},
        {"the attempt ends, targets or not", with(sent(Operation::add, keeping(), 2), late), on_time, State::waiting,
         Command::release, kFailed, Operation::add, Failure::timeout, true},
        {"a query is not answered", with(sent(Operation::query, registered()), late), on_time, State::registered,
         Command::release, kFailed, Operation::query, Failure::timeout},
        {"a removal is not answered", with(sent(Operation::remove, stopping(registered())), late), on_time,
         State::idle, Command::release, kFailed, Operation::remove, Failure::timeout},
        {"a silent REGISTER that a stop waits for", with(sent(Operation::add, stopping(fresh())), late), on_time,
         State::idle, Command::release, kFailed, Operation::remove, Failure::timeout},
        {"a silent refresh that a stop waits for", with(sent(Operation::add, stopping(registered())), late), on_time,
         State::idle, Command::release, kFailed, Operation::remove, Failure::timeout},
    };
    check_all(rows);
}

Step end(Session session, const Moment &) { return on_expiry(session); }

void the_end_of_a_binding_follows_the_table(void **)
{
    const Row rows[] = {
        {"kept, the retry still to come", with(degraded(), run_out), end, State::waiting, Command::none, kExpired},
        {"kept, the refresh slept over", with(with(registered(), run_out), due), end, State::waiting, Command::none,
         kExpired},
        {"registered once",
         with(registered(), [](Session &s) { run_out(s), s.goal = Goal::once, s.next_attempt = kNever; }), end,
         State::idle, Command::none, kExpired},
        {"given up", with(degraded(), [](Session &s) { run_out(s), s.goal = Goal::none, s.next_attempt = kNever; }),
         end, State::idle, Command::none, kExpired},
        {"during its refresh", with(sent(Operation::add, registered()), run_out), end, State::registering,
         Command::none, kExpired},
        {"during a query", with(sent(Operation::query, registered()), run_out), end, State::waiting, Command::none,
         kExpired},
        {"during its removal", with(sent(Operation::remove, stopping(registered())), run_out), end,
         State::unregistering, Command::none, kExpired},
    };
    check_all(rows);
}

void what_ran_out_and_was_answered_needs_no_removal(void **)
{
    Outcome accepted;
    accepted.verdict.kind = Verdict::Kind::accepted;
    accepted.verdict.granted_s = 60;
    const Session bound = on_outcome(sent(Operation::add, trying_once()), accepted, moment_at(kNow)).next;
    const Session gone = on_expiry(bound).next;
    const Step step = on_stop(gone, moment_at(kNow));
    assert_int_equal(step.notices, kUnregistered);
    assert_int_equal(int(step.command), int(Command::none));
}

void the_wake_is_the_soonest_of_what_may_come(void **)
{
    assert_true(next_wake(fresh()) == kNever);
    assert_true(next_wake(registered()) == in(Seconds(100)));
    assert_true(next_wake(with(registered(), [](Session &s) { s.bound_until = in(Millis(7)); })) == in(Millis(7)));
    assert_true(next_wake(sent(Operation::add, keeping(), 2)) == in(Seconds(4)));
    assert_true(next_wake(with(sent(Operation::query, waiting()), due)) == in(Seconds(32)));
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest machine[] = {
        cmocka_unit_test(start_follows_the_table),
        cmocka_unit_test(stop_follows_the_table),
        cmocka_unit_test(query_follows_the_table),
        cmocka_unit_test(a_start_during_a_query_is_not_forgotten),
        cmocka_unit_test(a_second_start_keeps_what_a_423_taught),
        cmocka_unit_test(lookup_and_window_follow_the_table),
        cmocka_unit_test(waiting_for_a_place_takes_nothing_of_the_attempts_time),
        cmocka_unit_test(each_target_but_the_last_has_its_own_limit),
        cmocka_unit_test(an_attempt_on_a_short_binding_leaves_time_for_another),
        cmocka_unit_test(time_follows_the_table),
        cmocka_unit_test(the_end_of_a_binding_follows_the_table),
        cmocka_unit_test(what_ran_out_and_was_answered_needs_no_removal),
        cmocka_unit_test(the_wake_is_the_soonest_of_what_may_come),
    };
    return cmocka_run_group_tests(machine, nullptr, nullptr);
}
