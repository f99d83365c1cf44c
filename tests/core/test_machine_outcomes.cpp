// SPDX-License-Identifier: LGPL-2.1-or-later
// The state machine: what answers to requests, and their absence, do to it.
#include "machine_rows.hpp"

namespace sipreg::core {

namespace {

Verdict verdict_on(int status, Operation operation = Operation::add)
{
    Reply reply;
    reply.status = status;
    return judge(reply, operation, kAsked, nullptr, Limits{}.min_expires_s);
}

Outcome outcome_of(Verdict verdict)
{
    Outcome outcome;
    outcome.verdict = verdict;
    return outcome;
}

Step ok(Session session, const Moment &moment)
{
    return on_outcome(session, outcome_of(verdict_on(200, session.operation)), moment);
}

Step ok_elsewhere(Session session, const Moment &moment)
{
    Outcome outcome = outcome_of(verdict_on(200, session.operation));
    outcome.moved = true;
    return on_outcome(session, outcome, moment);
}

Step challenge(Session session, const Moment &moment)
{
    Outcome outcome = outcome_of(verdict_on(401));
    outcome.answerable = true;
    return on_outcome(session, outcome, moment);
}

Step rejection(Session session, const Moment &moment)
{
    return on_outcome(session, outcome_of(verdict_on(401)), moment);
}

Step strange_challenge(Session session, const Moment &moment)
{
    Outcome outcome = outcome_of(verdict_on(401));
    outcome.refusal = Failure::fatal;
    return on_outcome(session, outcome, moment);
}

template <int status> Step answered(Session session, const Moment &moment)
{
    return on_outcome(session, outcome_of(verdict_on(status, session.operation)), moment);
}

Session renewed(Session session) { return with(session, [](Session &s) { s.renewed = true; }); }

template <Silence silence> Step silent(Session session, const Moment &moment)
{
    return on_outcome(session, outcome_of(judge(silence)), moment);
}

void success_follows_the_table(void **)
{
    const Row rows[] = {
        {"registered", sent(Operation::add, keeping()), ok, State::registered, Command::release, kRegistered,
         Operation::add},
        {"refreshed", sent(Operation::add, registered()), ok, State::registered, Command::release, kRegistered,
         Operation::add},
        {"registered once", sent(Operation::add, trying_once()), ok, State::registered, Command::release, kRegistered,
         Operation::add},
        {"seen at another address", sent(Operation::add, keeping()), ok_elsewhere, State::registered, Command::enqueue},
        {"and again", with(sent(Operation::add, keeping()), [](Session &s) { s.moved = true; }), ok_elsewhere,
         State::registered, Command::release, kRegistered, Operation::add},
        {"seen elsewhere, but to be removed", sent(Operation::add, stopping(fresh())), ok_elsewhere,
         State::unregistering, Command::resolve, kRegistered, Operation::add},
        {"a stop waited for it", sent(Operation::add, stopping(fresh())), ok, State::unregistering, Command::resolve,
         kRegistered, Operation::add},
        {"a query waited for it", with(sent(Operation::add, keeping()), [](Session &s) { s.wishes = kQuery; }),
         ok, State::registered, Command::resolve, kRegistered, Operation::add},
        {"unregistered", sent(Operation::remove, stopping(registered())), ok, State::idle, Command::release,
         kUnregistered, Operation::remove},
        {"started anew during the removal",
         on_start(sent(Operation::remove, stopping(registered())), Goal::keep, moment_at(kNow)).next, ok,
         State::registering, Command::resolve, kUnregistered, Operation::remove},
        {"asked once during the removal",
         on_start(sent(Operation::remove, stopping(registered())), Goal::once, moment_at(kNow)).next, ok,
         State::registering, Command::resolve, kUnregistered, Operation::remove},
        {"bindings", sent(Operation::query, registered()), ok, State::registered, Command::release, kBindings,
         Operation::query},
        {"bindings, and nothing to remove", sent(Operation::query, stopping(fresh())), ok, State::idle,
         Command::release, kBindings | kUnregistered, Operation::query},
        {"nothing was asked", registered(), ok, State::registered},
        {"nothing was sent", queued(Operation::add, keeping()), ok, State::registering},
    };
    check_all(rows);
}

void challenges_follow_the_table(void **)
{
    const Row rows[] = {
        {"answered", sent(Operation::add, keeping()), challenge, State::registering, Command::enqueue},
        {"answered in a refresh", sent(Operation::add, registered()), challenge, State::registered, Command::enqueue},
        {"answered in a query", sent(Operation::query, fresh()), challenge, State::idle, Command::enqueue},
        {"answered as the removal that is wanted now", sent(Operation::add, stopping(fresh())), challenge,
         State::unregistering, Command::enqueue},
        {"rejected, not retried", sent(Operation::add, keeping()), rejection, State::idle, Command::release, kFailed,
         Operation::add, Failure::credentials},
        {"rejected in a refresh", sent(Operation::add, registered()), rejection, State::registered, Command::release,
         kFailed | kDegraded, Operation::add, Failure::credentials},
        {"rejected in a removal", sent(Operation::remove, stopping(registered())), rejection, State::idle,
         Command::release, kFailed, Operation::remove, Failure::credentials},
        {"rejected in a query", sent(Operation::query, registered()), rejection, State::registered, Command::release,
         kFailed, Operation::query, Failure::credentials},
        {"not understood", sent(Operation::add, keeping()), strange_challenge, State::idle, Command::release, kFailed,
         Operation::add, Failure::fatal},
        {"for ever", with(sent(Operation::add, keeping()), [](Session &s) { s.answered = Limits{}.challenges; }), challenge,
         State::idle, Command::release, kFailed, Operation::add, Failure::credentials},
    };
    check_all(rows);
}

void failure_follows_the_table(void **)
{
    const Row rows[] = {
        {"423 is obeyed", sent(Operation::add, keeping()), answered<423>, State::registering, Command::enqueue},
        {"423 is obeyed once", with(sent(Operation::add, keeping()), [](Session &s) { s.lengthened = true; }),
         answered<423>, State::idle, Command::release, kFailed, Operation::add, Failure::fatal},
        {"423 to a removal", sent(Operation::remove, stopping(registered())), answered<423>, State::idle,
         Command::release, kFailed, Operation::remove, Failure::fatal},
        {"403 is not retried", sent(Operation::add, keeping()), answered<403>, State::idle, Command::release, kFailed,
         Operation::add, Failure::forbidden},
        {"403 to a refresh", sent(Operation::add, registered()), answered<403>, State::registered, Command::release,
         kFailed | kDegraded, Operation::add, Failure::forbidden},
        {"500 is retried", sent(Operation::add, keeping()), answered<500>, State::waiting, Command::release, kFailed,
         Operation::add, Failure::temporary, true},
        {"500 to a refresh", sent(Operation::add, registered()), answered<500>, State::registered, Command::release,
         kFailed | kDegraded, Operation::add, Failure::temporary, true},
        {"500 once", sent(Operation::add, trying_once()), answered<500>, State::idle, Command::release, kFailed,
         Operation::add, Failure::temporary},
        {"500 is the registrar's word at one target of two", sent(Operation::add, keeping(), 2), answered<500>,
         State::waiting, Command::release, kFailed, Operation::add, Failure::temporary, true},
        {"503 sends us to the next target", sent(Operation::add, keeping(), 2), answered<503>, State::registering,
         Command::enqueue},
        {"503 at the last target", with(sent(Operation::add, keeping(), 2), [](Session &s) { s.target = 1; }),
         answered<503>, State::waiting, Command::release, kFailed, Operation::add, Failure::temporary, true},
        {"refused by the first target", sent(Operation::add, keeping(), 2), silent<Silence::refused>,
         State::registering, Command::enqueue},
        {"refused in a removal", sent(Operation::remove, stopping(registered()), 2), silent<Silence::refused>,
         State::unregistering, Command::enqueue},
        {"refused, and to be removed", sent(Operation::add, stopping(registered()), 2), silent<Silence::refused>,
         State::unregistering, Command::enqueue},
        {"refused by the only target", sent(Operation::add, keeping()), silent<Silence::refused>, State::waiting,
         Command::release, kFailed, Operation::add, Failure::transport, true},
        {"500, and a stop waited for it: nothing is bound", sent(Operation::add, stopping(fresh())), answered<500>,
         State::idle, Command::release, kFailed | kUnregistered, Operation::add, Failure::temporary},
        {"500 to a refresh, and a stop waited for it", sent(Operation::add, stopping(registered())), answered<500>,
         State::unregistering, Command::resolve, kFailed, Operation::add, Failure::temporary},
        {"a connection that broke: a fresh one", sent(Operation::add, keeping()), silent<Silence::broken>,
         State::registering, Command::enqueue},
        {"a connection that broke, and a stop waited for it", sent(Operation::add, stopping(fresh())),
         silent<Silence::broken>, State::unregistering, Command::enqueue},
        {"a fresh connection that broke, and there is another target", renewed(sent(Operation::add, keeping(), 2)),
         silent<Silence::broken>, State::registering, Command::enqueue},
        {"a fresh connection that broke", renewed(sent(Operation::add, keeping())), silent<Silence::broken>,
         State::waiting, Command::release, kFailed, Operation::add, Failure::transport, true},
        {"a connection that broke may have carried it", renewed(sent(Operation::add, stopping(fresh()))),
         silent<Silence::broken>, State::unregistering, Command::resolve, kFailed, Operation::add, Failure::transport},
        {"a proxy that waited in vain", sent(Operation::add, stopping(fresh())), answered<504>,
         State::unregistering, Command::resolve, kFailed, Operation::add, Failure::temporary},
        {"a removal that fails, and a start waited for it",
         on_start(sent(Operation::remove, stopping(registered())), Goal::keep, moment_at(kNow)).next, answered<500>,
         State::registering, Command::resolve, kFailed, Operation::remove, Failure::temporary},
    };
    check_all(rows);
}

void success_dates_the_binding_and_clears_the_failures(void **)
{
    const Session now = ok(sent(Operation::add, degraded()), moment_at(kNow)).next;
    assert_true(now.bound_until == in(Seconds(kAsked)));
    assert_int_equal(now.granted_s, kAsked);
    assert_int_equal(now.failures, 0);
    assert_false(now.degraded);
    assert_true(now.next_attempt < now.bound_until);
}

void the_longest_lifetime_is_alive(void **)
{
    Verdict verdict = verdict_on(200);
    verdict.granted_s = UINT32_MAX;
    const Session now = on_outcome(sent(Operation::add, keeping()), outcome_of(verdict), moment_at(kNow)).next;
    assert_true(now.alive());
    assert_true(now.bound_until == in(Seconds(UINT32_MAX)));
    assert_true(now.next_attempt > in(Seconds(UINT32_MAX / 2)));
    assert_true(now.next_attempt < now.bound_until);
}

void silence_at_one_target_is_not_forgotten_at_the_next(void **)
{
    // The first target may have taken the REGISTER; that the second refuses a connection does not undo it.
    const Session second = silent<Silence::timeout>(sent(Operation::add, keeping(), 2), moment_at(kNow)).next;
    const Session failed = silent<Silence::refused>(second, moment_at(kNow)).next;
    assert_int_equal(int(on_stop(failed, moment_at(kNow)).next.operation), int(Operation::remove));
}

void a_later_answer_does_not_undo_an_earlier_silence(void **)
{
    Session session = silent<Silence::timeout>(sent(Operation::add, keeping()), moment_at(kNow)).next;
    session = answered<500>(sent(Operation::add, session), moment_at(kNow)).next;
    assert_int_equal(int(on_stop(session, moment_at(kNow)).next.operation), int(Operation::remove));
}

void what_a_423_taught_holds_for_the_next_attempts(void **)
{
    Reply reply;
    reply.status = 423;
    reply.min_expires_s = 7200;
    const Verdict verdict = judge(reply, Operation::add, kAsked, nullptr, Limits{}.min_expires_s);
    const Session longer = on_outcome(sent(Operation::add, keeping()), outcome_of(verdict), moment_at(kNow)).next;
    assert_int_equal(longer.asked_s, 7200);
    const Session bound = ok(on_granted(longer, moment_at(kNow)).next, moment_at(kNow)).next;
    assert_true(bound.alive());
    const Session refreshing = on_time(bound, moment_at(bound.next_attempt)).next;
    assert_int_equal(refreshing.asked_s, 7200);
    assert_false(refreshing.lengthened);
}

void the_third_failure_waits_four_times_the_first(void **)
{
    const auto wait_after = [](std::uint32_t failures) {
        Session session = sent(Operation::add, keeping());
        session.failures = failures;
        return answered<500>(session, moment_at(kNow)).next.next_attempt - kNow;
    };
    assert_int_equal(wait_after(0).count(), 22'500);
    assert_int_equal(wait_after(2).count(), 90'000);
}

void a_living_binding_is_rescued_sooner(void **)
{
    const Session session = with(sent(Operation::add, degraded()), [](Session &s) {
        s.failures = 9;
        s.bound_until = in(Seconds(90));
    });
    assert_true(answered<500>(session, moment_at(kNow)).next.next_attempt == in(Seconds(30)));
}

void retry_after_outweighs_the_rescue(void **)
{
    Reply reply;
    reply.status = 503;
    reply.retry_after_s = 600;
    const Session session = with(sent(Operation::add, degraded()), [](Session &s) { s.bound_until = in(Seconds(90)); });
    const Step step = on_outcome(session, outcome_of(judge(reply, Operation::add, kAsked, nullptr, Limits{}.min_expires_s)), moment_at(kNow));
    assert_true(step.next.next_attempt == in(Seconds(600)));
}

} // namespace

} // namespace sipreg::core

int main()
{
    using namespace sipreg::core;
    const CMUnitTest machine_outcomes[] = {
        cmocka_unit_test(success_follows_the_table),
        cmocka_unit_test(challenges_follow_the_table),
        cmocka_unit_test(failure_follows_the_table),
        cmocka_unit_test(success_dates_the_binding_and_clears_the_failures),
        cmocka_unit_test(the_longest_lifetime_is_alive),
        cmocka_unit_test(silence_at_one_target_is_not_forgotten_at_the_next),
        cmocka_unit_test(a_later_answer_does_not_undo_an_earlier_silence),
        cmocka_unit_test(what_a_423_taught_holds_for_the_next_attempts),
        cmocka_unit_test(the_third_failure_waits_four_times_the_first),
        cmocka_unit_test(a_living_binding_is_rescued_sooner),
        cmocka_unit_test(retry_after_outweighs_the_rescue),
    };
    return cmocka_run_group_tests(machine_outcomes, nullptr, nullptr);
}
