// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: errands, refresh on demand, sleep, another network, a changed account, a registrar that wants peace.
#include "machine_rows.hpp"

namespace sipreg::core {

namespace {

Step remove_all(Session session, const Moment &moment) { return on_wish(session, kRemoveAll, moment); }
Step remove_others(Session session, const Moment &moment) { return on_wish(session, kRemoveOthers, moment); }
Step refresh(Session session, const Moment &moment) { return on_refresh(session, Seconds(5), moment); }
Step change(Session session, const Moment &moment) { return on_update(session, true, moment); }
Step change_unseen(Session session, const Moment &moment) { return on_update(session, false, moment); }

Moment asleep(Instant now)
{
    Moment moment = moment_at(now);
    moment.asleep = true;
    return moment;
}

Moment held(Instant until)
{
    Moment moment = moment_at(kNow);
    moment.held_until = until;
    return moment;
}

Step fall_asleep(Session session, const Moment &moment) { return on_sleep(session, asleep(moment.now)); }

Step accepted(Session session, const Moment &moment)
{
    Outcome outcome;
    outcome.verdict.kind = Verdict::Kind::accepted;
    return on_outcome(session, outcome, moment);
}

Step accepted_without_ours(Session session, const Moment &moment)
{
    Outcome outcome;
    outcome.verdict.kind = Verdict::Kind::accepted;
    outcome.missing = true;
    return on_outcome(session, outcome, moment);
}

Step broken(Session session, const Moment &moment)
{
    session.renewed = true; // and not for the first time
    return on_outcome(session, {judge(Silence::broken)}, moment);
}

Session once_registered() { return with(registered(), [](Session &s) { s.goal = Goal::once, s.next_attempt = kNever; }); }

void errands_follow_the_table(void **)
{
    const Row rows[] = {
        {"all are removed at once", registered(), remove_all, State::registered, Command::resolve},
        {"others are removed at once", registered(), remove_others, State::registered, Command::resolve},
        {"what is under way ends first", sent(Operation::add, keeping()), remove_all, State::registering},
        {"others removed, ours is there", sent(Operation::remove_others, registered()), accepted, State::registered,
         Command::release, kBindings, Operation::remove_others},
        {"others not removed", sent(Operation::remove_others, registered()), broken, State::registered,
         Command::release, kFailed, Operation::remove_others, Failure::transport},
        {"all removed, ours is made anew", sent(Operation::remove_all, registered()), accepted, State::registering,
         Command::resolve, kBindings | kUnregistered, Operation::remove_all},
        {"all removed, nothing was ours", sent(Operation::remove_all, fresh()), accepted, State::idle,
         Command::release, kBindings, Operation::remove_all},
        {"all removed, ours was made once", sent(Operation::remove_all, once_registered()), accepted, State::idle,
         Command::release, kBindings | kUnregistered, Operation::remove_all},
        {"all removed, and a stop waited for it", sent(Operation::remove_all, stopping(registered())), accepted,
         State::idle, Command::release, kBindings | kUnregistered, Operation::remove_all},
        {"all not removed", sent(Operation::remove_all, registered()), broken, State::registered, Command::release,
         kFailed, Operation::remove_all, Failure::transport},
    };
    check_all(rows);
}

void errands_have_their_order(void **)
{
    const Session all = with(registered(), [](Session &s) {
        s.wishes = kQuery | kRemoveOthers | kRemoveAll;
        s.next_attempt = kNow;
        s.goal = Goal::keep;
    });
    Session session = on_time(all, moment_at(kNow)).next;
    for (const Operation wanted : {Operation::remove_all, Operation::add, Operation::remove_others, Operation::query}) {
        assert_int_equal(int(session.operation), int(wanted));
        session.phase = Phase::sent;
        session = broken(session, moment_at(kNow)).next;
    }
    assert_int_equal(session.wishes, 0);
    assert_true(session.resting());
}

void a_binding_that_is_gone_is_made_anew(void **)
{
    const Row rows[] = {
        {"kept", sent(Operation::query, registered()), accepted_without_ours, State::registering, Command::resolve,
         kBindings | kLost, Operation::query},
        {"made once", sent(Operation::query, once_registered()), accepted_without_ours, State::idle, Command::release,
         kBindings | kLost, Operation::query},
        {"there was none", sent(Operation::query, waiting()), accepted_without_ours, State::waiting, Command::release,
         kBindings, Operation::query},
        {"to be removed", sent(Operation::remove_others, stopping(registered())), accepted_without_ours, State::idle,
         Command::release, kBindings | kLost | kUnregistered, Operation::remove_others},
    };
    check_all(rows);
}

void refresh_follows_the_table(void **)
{
    const Row rows[] = {
        {"a fresh one is kept from now on", fresh(), refresh, State::registering, Command::resolve},
        {"a registered one is refreshed", registered(), refresh, State::registered, Command::resolve},
        {"a waiting one tries", waiting(), refresh, State::registering, Command::resolve},
        {"a query comes after it", sent(Operation::query, registered()), refresh, State::registered, Command::resolve, 0,
         Operation::query},
        {"a removal is awaited", sent(Operation::remove, stopping(registered())), refresh, State::unregistering},
        {"under way already", sent(Operation::add, registered()), refresh, State::registered},
    };
    check_all(rows);
    assert_int_equal(int(refresh(once_registered(), moment_at(kNow)).next.goal), int(Goal::once));
}

void the_deadline_of_a_refresh_holds_in_line_too(void **)
{
    const Session begun = refresh(registered(), moment_at(kNow)).next;
    assert_true(begun.attempt_until == in(Seconds(5)));
    const Session in_line = on_targets(begun, 1, moment_at(kNow)).next;
    assert_true(next_wake(in_line) == in(Seconds(5)));
    const Session out = on_granted(in_line, moment_at(in(Seconds(4)))).next;
    assert_true(out.attempt_until == in(Seconds(5)));
    const Session at_once = refresh(sent(Operation::query, registered()), moment_at(kNow)).next;
    assert_true(at_once.attempt_until == in(Seconds(5)));
    assert_int_equal(at_once.wishes, kQuery);
    const Session hurried = refresh(sent(Operation::add, registered()), moment_at(kNow)).next;
    assert_true(hurried.attempt_until == in(Seconds(5)));
    assert_true(refresh(queued(Operation::add, registered()), moment_at(kNow)).next.attempt_until == in(Seconds(5)));
    const Session in_vain = on_time(in_line, moment_at(in(Seconds(5)))).next;
    assert_true(in_vain.degraded);
    assert_false(in_vain.hurried);
}

void sleep_cuts_off_and_begins_anew(void **)
{
    const Row rows[] = {
        {"at rest", registered(), fall_asleep, State::registered},
        {"a refresh", sent(Operation::add, registered()), fall_asleep, State::registered, Command::release, 0,
         Operation::add},
        {"the first attempt", sent(Operation::add, keeping()), fall_asleep, State::waiting, Command::release, 0,
         Operation::add},
        {"a query", sent(Operation::query, registered()), fall_asleep, State::registered, Command::release, 0,
         Operation::query},
        {"a removal", sent(Operation::remove, stopping(registered())), fall_asleep, State::unregistering,
         Command::release, 0, Operation::remove},
        {"an attempt that a stop waits for", sent(Operation::add, stopping(fresh())), fall_asleep,
         State::unregistering, Command::release, 0, Operation::add},
    };
    check_all(rows);
    const Operation again[] = {Operation::none,  Operation::add,    Operation::add,
                               Operation::query, Operation::remove, Operation::remove};
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const Session slept = rows[i].input(rows[i].before, moment_at(kNow)).next;
        assert_true(on_time(slept, asleep(kNow)).next.resting());
        assert_int_equal(int(on_time(slept, moment_at(in(Seconds(60)))).next.operation), int(again[i]));
    }
}

void another_network_begins_anew(void **)
{
    const Row rows[] = {
        {"nothing is wanted", fresh(), on_network, State::idle},
        {"a binding moves along", registered(), on_network, State::registered, Command::resolve},
        {"a waiting one tries", waiting(), on_network, State::registering, Command::resolve},
        {"made once, it is left", once_registered(), on_network, State::registered},
        {"a refresh begins anew", sent(Operation::add, registered()), on_network, State::registered, Command::resolve,
         0, Operation::add},
        {"a query begins anew", sent(Operation::query, fresh()), on_network, State::idle, Command::resolve, 0,
         Operation::query},
        {"a removal begins anew", sent(Operation::remove, stopping(registered())), on_network, State::unregistering,
         Command::resolve, 0, Operation::remove},
    };
    check_all(rows);
    assert_int_equal(on_network(degraded(), moment_at(kNow)).next.failures, 0);
    assert_true(on_network(sent(Operation::add, keeping()), moment_at(kNow)).next.maybe_bound);
}

void a_changed_account_is_shown(void **)
{
    const Row rows[] = {
        {"nothing is wanted", fresh(), change, State::idle},
        {"at once", registered(), change, State::registered, Command::resolve},
        {"unseen", registered(), change_unseen, State::registered},
        {"made once, it is left", once_registered(), change, State::registered},
        {"after what is under way", sent(Operation::add, registered()), change, State::registered},
    };
    check_all(rows);
    Verdict granted;
    granted.kind = Verdict::Kind::accepted;
    granted.granted_s = kAsked;
    const Session changed = change(sent(Operation::add, registered()), moment_at(kNow)).next;
    const Step again = on_outcome(changed, {granted}, moment_at(kNow));
    assert_int_equal(int(again.command), int(Command::resolve));
    assert_int_equal(int(on_outcome(sent(Operation::add, again.next), {granted}, moment_at(kNow)).command),
                     int(Command::release));
}

void a_registrar_that_wants_peace_has_it(void **)
{
    const Moment moment = held(in(Seconds(100)));
    const Step waits = on_start(fresh(), Goal::keep, moment);
    assert_int_equal(int(state_of(waits.next)), int(State::waiting));
    assert_int_equal(int(waits.rule), int(Rule::registrar_holds));
    assert_true(waits.next.next_attempt == in(Seconds(105))); // not all at once: up to a tenth later
    const Step in_line = on_granted(queued(Operation::add, keeping()), moment);
    assert_int_equal(int(in_line.command), int(Command::release));
    assert_true(in_line.next.next_attempt == in(Seconds(105)));
    assert_int_equal(int(on_granted(queued(Operation::remove, stopping(registered())), moment).command),
                     int(Command::send));
    Session begun = queued(Operation::add, keeping());
    begun.begun = true;
    assert_int_equal(int(on_granted(begun, moment).command), int(Command::send));
    Outcome elsewhere;
    elsewhere.verdict.kind = Verdict::Kind::accepted;
    elsewhere.verdict.granted_s = kAsked;
    elsewhere.moved = true; // the binding is made, its Contact is to be corrected
    const Session corrected = on_outcome(sent(Operation::add, keeping()), elsewhere, moment).next;
    assert_int_equal(int(on_granted(corrected, moment).command), int(Command::send));
    assert_int_equal(int(refresh(registered(), moment).command), int(Command::resolve));
}

void a_living_binding_is_not_given_up_for_that_peace(void **)
{
    // Once before it ends, in spite of all: a twentieth of what was granted, 180 s, is left then.
    const Moment moment = held(in(Seconds(5000)));
    const Session due = with(registered(), [](Session &s) { s.next_attempt = kNow; });
    const Session waits = on_time(due, moment).next;
    assert_true(waits.resting());
    assert_true(waits.next_attempt == in(Seconds(1000 - 180)));
    Moment late = moment;
    late.now = waits.next_attempt;
    assert_int_equal(int(on_time(waits, late).command), int(Command::resolve));
    const Session brief = with(due, [](Session &s) { s.granted_s = 60, s.bound_until = in(Seconds(60)); });
    assert_true(on_time(brief, moment).next.next_attempt == in(Seconds(60 - 15)));
}

void redirections_are_followed_so_often(void **)
{
    Outcome outcome;
    outcome.verdict.kind = Verdict::Kind::redirected;
    const Step refused = on_outcome(sent(Operation::add, keeping()), outcome, moment_at(kNow));
    assert_int_equal(int(refused.failure), int(Failure::fatal));
    assert_int_equal(int(refused.rule), int(Rule::redirect_refused));
    outcome.answerable = true;
    Session session = sent(Operation::add, keeping());
    for (int i = 0; i < Limits{}.redirects; ++i) {
        const Step step = on_outcome(session, outcome, moment_at(kNow));
        assert_int_equal(int(step.command), int(Command::follow));
        session = on_granted(on_targets(step.next, 1, moment_at(kNow)).next, moment_at(kNow)).next;
        assert_true(session.attempt_until == in(Seconds(32))); // the attempt's time is one
    }
    assert_int_equal(int(on_outcome(session, outcome, moment_at(kNow)).failure), int(Failure::fatal));
}

void demands_are_met_or_fatal(void **)
{
    Outcome outcome;
    outcome.verdict.kind = Verdict::Kind::demanding;
    assert_int_equal(int(on_outcome(sent(Operation::add, keeping()), outcome, moment_at(kNow)).failure),
                     int(Failure::fatal));
    outcome.answerable = true;
    assert_int_equal(int(on_outcome(sent(Operation::add, keeping()), outcome, moment_at(kNow)).command),
                     int(Command::enqueue));
}

void the_account_says_what_follows_a_failure(void **)
{
    Extras extras;
    extras.retry[static_cast<std::size_t>(Failure::forbidden)] = {Retry::How::fixed, Seconds(600)};
    extras.retry[static_cast<std::size_t>(Failure::transport)] = {};
    extras.max_attempts = 3;
    Account account;
    account.extras = std::make_shared<const Extras>(extras);
    static const Policy policy;
    const Moment moment{policy, account, kNow, 0.5};
    Reply reply;
    reply.status = 403;
    const Outcome forbidden{judge(reply, Operation::add, kAsked, nullptr, Limits{}.min_expires_s)};
    assert_true(on_outcome(sent(Operation::add, keeping()), forbidden, moment).next.next_attempt == in(Seconds(600)));
    assert_false(broken(sent(Operation::add, keeping()), moment).will_retry);
    Session tired = sent(Operation::add, keeping());
    tired.failures = 1;
    assert_true(on_outcome(tired, forbidden, moment).will_retry);
    tired.failures = 2;
    assert_false(on_outcome(tired, forbidden, moment).will_retry);
}

void an_expired_binding_is_none_even_before_it_is_told(void **)
{
    const Session session = registered();
    assert_true(as_of(session, in(Seconds(999))).alive());
    assert_false(as_of(session, in(Seconds(1000))).alive());
    assert_false(as_of(fresh(), kNow).alive());
}

void every_rule_has_its_words(void **)
{
    for (std::size_t i = 0; i < kRules; ++i)
        assert_true(*about(static_cast<Rule>(i)).sentence != '\0');
    assert_string_equal(about(Rule::given_up_by_caller).name, "given_up_by_caller");
    assert_string_equal(about(static_cast<Rule>(250)).name, "none");
}

void a_deadline_is_the_registers_and_not_the_errands(void **)
{
    const Session wanted = remove_all(refresh(sent(Operation::remove_all, registered()), moment_at(kNow)).next, moment_at(kNow)).next;
    const Session errand = accepted(wanted, moment_at(kNow)).next;
    assert_true(errand.operation == Operation::remove_all);
    assert_true(errand.attempt_until == in(Seconds(32)));
    const Session attempt = broken(on_granted(on_targets(errand, 1, moment_at(kNow)).next, moment_at(kNow)).next, moment_at(kNow)).next;
    assert_true(attempt.operation == Operation::add);
    assert_true(attempt.attempt_until == in(Seconds(5)));
}

void a_second_deadline_in_the_queue_may_only_be_sooner(void **)
{
    const Session hurried = refresh(queued(Operation::add, keeping()), moment_at(kNow)).next;
    assert_true(hurried.attempt_until == in(Seconds(5)));
    assert_true(on_refresh(hurried, Seconds(9), moment_at(kNow)).next.attempt_until == in(Seconds(5)));
    assert_true(on_refresh(hurried, Seconds(2), moment_at(kNow)).next.attempt_until == in(Seconds(2)));
}

void a_refresh_takes_a_stop_back(void **)
{
    const Row rows[] = {
        {"while the removal is out, it comes after", sent(Operation::remove, stopping(registered())), refresh,
         State::unregistering},
        {"while the answer is awaited, it is kept", sent(Operation::add, stopping(fresh())), refresh, State::registering},
        {"after all had ended", fresh(), refresh, State::registering, Command::resolve},
    };
    check_all(rows);
    assert_true(refresh(rows[0].before, moment_at(kNow)).next.goal == Goal::keep);
}

void what_is_asked_for_beside_does_not_wait_for_that_peace(void **)
{
    const Session due = with(keeping(), [](Session &s) { s.next_attempt = kNow, s.wishes = kQuery; });
    const Step step = on_time(due, held(kNow + Seconds(600)));
    assert_true(step.command == Command::resolve && step.next.operation == Operation::query);
    assert_true(step.next.next_attempt >= kNow + Seconds(600));
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest machine_wishes[] = {
        cmocka_unit_test(errands_follow_the_table),
        cmocka_unit_test(errands_have_their_order),
        cmocka_unit_test(a_binding_that_is_gone_is_made_anew),
        cmocka_unit_test(refresh_follows_the_table),
        cmocka_unit_test(the_deadline_of_a_refresh_holds_in_line_too),
        cmocka_unit_test(sleep_cuts_off_and_begins_anew),
        cmocka_unit_test(another_network_begins_anew),
        cmocka_unit_test(a_changed_account_is_shown),
        cmocka_unit_test(a_registrar_that_wants_peace_has_it),
        cmocka_unit_test(a_living_binding_is_not_given_up_for_that_peace),
        cmocka_unit_test(what_is_asked_for_beside_does_not_wait_for_that_peace),
        cmocka_unit_test(redirections_are_followed_so_often),
        cmocka_unit_test(demands_are_met_or_fatal),
        cmocka_unit_test(the_account_says_what_follows_a_failure),
        cmocka_unit_test(an_expired_binding_is_none_even_before_it_is_told),
        cmocka_unit_test(every_rule_has_its_words),
        cmocka_unit_test(a_deadline_is_the_registers_and_not_the_errands),
        cmocka_unit_test(a_second_deadline_in_the_queue_may_only_be_sooner),
        cmocka_unit_test(a_refresh_takes_a_stop_back),
    };
    return cmocka_run_group_tests(machine_wishes, nullptr, nullptr);
}
