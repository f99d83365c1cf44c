// SPDX-License-Identifier: LGPL-2.1-or-later
// Registering, refreshing and asking, in virtual time.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

Answer lost(const Sent &) { return {}; }

void a_challenge_is_answered_and_the_refresh_needs_one_message(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
    ASSERT_TEXT(world.registrar.complaint, "");
    assert_int_equal(alice.registration.cseq, 3);
}

void the_first_cseq_and_the_call_id_may_be_given(void **)
{
    World world;
    auto resumed = account();
    core::set_call_id(*resumed, "earlier@example", 41);
    Client alice(world, resumed);
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.messages[0].cseq(), 42);
    ASSERT_TEXT(world.transport.messages[1].value("Call-ID"), "earlier@example");
}

void a_used_up_cseq_begins_another_call_id(void **)
{
    World world;
    auto resumed = account();
    core::set_call_id(*resumed, "earlier@example", 2147483646);
    Client alice(world, resumed);
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.messages[0].cseq(), 2147483647);
    assert_int_equal(world.transport.messages[1].cseq(), 1);
    assert_string_not_equal(world.transport.messages[1].value("Call-ID").c_str(), "earlier@example");
}

void every_answer_between_200_and_299_is_success(void **)
{
    World world;
    world.registrar.asks = false;
    world.registrar.touch = [](core::Reply &reply) { reply.status = 202; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_423_is_obeyed_and_remembered(void **)
{
    World world;
    world.registrar.min_expires_s = 7200;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth");
    ASSERT_TEXT(world.story(), "registered 7200");
    world.run(Seconds(7200));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "registered 7200");
}

void a_challenge_after_a_423_is_a_new_one(void **)
{
    // Each nonce is good for one request, so the longer REGISTER is challenged again, and not called stale.
    World world;
    world.registrar.min_expires_s = 7200;
    world.registrar.one_time_nonces = true;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth add+auth");
    ASSERT_TEXT(world.story(), "registered 7200");
}

void a_failed_refresh_degrades_and_success_heals(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.transport.script = lost;
    world.run(Seconds(3120));
    assert_true(alice.is(core::State::registered));
    assert_true(alice.status().degraded);
    ASSERT_TEXT(world.story(), "failed register timeout, retry; degraded");
    world.transport.script = world.registrar.script();
    world.run(Seconds(120));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_false(alice.status().degraded);
}

void a_dead_registrar_is_tried_several_times_before_the_end(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.transport.messages.clear();
    world.transport.script = lost;
    world.run(Seconds(3598));
    assert_true(alice.is(core::State::registered));
    assert_in_range(world.transport.messages.size(), 4, 10);
    world.story();
    world.run(Seconds(2));
    ASSERT_TEXT(world.story(), "expired");
    assert_false(alice.is(core::State::registered));
    assert_int_equal(alice.status().granted_s, 0);
    assert_int_equal(alice.status().remaining.count(), 0);
    world.transport.script = world.registrar.script();
    world.run(Seconds(1800));
    assert_true(alice.is(core::State::registered));
}

void a_forbidden_refresh_lets_the_binding_run_out(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.transport.script = [](const Sent &) { return Answer{status(403, "Forbidden"), {}}; };
    world.run(Seconds(3300));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(event.cause, "answered 403 Forbidden");
    ASSERT_TEXT(world.story(), "failed register forbidden; degraded");
    assert_true(alice.is(core::State::registered));
    world.run(Seconds(3600));
    ASSERT_TEXT(world.story(), "expired");
    assert_true(alice.is(core::State::idle));
}

void registered_once_is_neither_refreshed_nor_retried(void **)
{
    World world;
    Client alice(world);
    alice.once();
    world.run(Seconds(3599));
    ASSERT_TEXT(world.requests(), "add add+auth");
    world.run(Seconds(10'000));
    ASSERT_TEXT(world.story(), "registered 3600; expired");
    ASSERT_TEXT(world.requests(), "");
    assert_true(alice.is(core::State::idle));
    world.transport.script = lost;
    alice.once();
    world.run(Seconds(10'000));
    ASSERT_TEXT(world.story(), "failed register timeout");
    ASSERT_TEXT(world.requests(), "add+auth");
}

void the_shortest_lifetime_is_kept(void **)
{
    World world;
    world.registrar.max_expires_s = 2;
    Client alice(world);
    alice.start();
    world.run(Seconds(600));
    const std::string story = world.story();
    assert_true(story.find("expired") == std::string::npos);
    assert_in_range(world.transport.count, 580, 680);
}

void a_query_lists_and_changes_nothing(void **)
{
    World world;
    Client alice(world);
    alice.query();
    alice.query();
    alice.query(); // while one is under way: once more in all
    world.run(Seconds(10));
    ASSERT_TEXT(world.requests(), "query query+auth query+auth");
    ASSERT_TEXT(world.story(), "bindings 0; bindings 0");
    alice.start();
    world.run(Seconds(1));
    alice.query();
    world.run(Seconds(1));
    assert_true(world.journal.events.back().bindings.at(0).own);
    ASSERT_TEXT(world.story(), "registered 3600; bindings 1");
    world.transport.script = lost;
    alice.query();
    world.run(Seconds(60));
    ASSERT_TEXT(world.story(), "failed query timeout");
    assert_true(alice.is(core::State::registered));
    assert_true(alice.status().next_attempt > Millis(0));
}

void endless_queries_do_not_starve_the_refresh(void **)
{
    World world;
    world.registrar.max_expires_s = 300; // a hundred queries a second are made of it
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.journal.watch = [&](registration::Registration &, const registration::Event &event) {
        if (event.type == registration::EventType::bindings)
            world.agenda.at(world.clock.time, [&] { alice.query(); });
    };
    alice.query();
    world.run(Seconds(400));
    assert_true(alice.is(core::State::registered));
    const std::string story = world.story();
    assert_true(story.find("expired") == std::string::npos);
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest keeping[] = {
        cmocka_unit_test(a_challenge_is_answered_and_the_refresh_needs_one_message),
        cmocka_unit_test(the_first_cseq_and_the_call_id_may_be_given),
        cmocka_unit_test(a_used_up_cseq_begins_another_call_id),
        cmocka_unit_test(every_answer_between_200_and_299_is_success),
        cmocka_unit_test(a_423_is_obeyed_and_remembered),
        cmocka_unit_test(a_challenge_after_a_423_is_a_new_one),
        cmocka_unit_test(a_failed_refresh_degrades_and_success_heals),
        cmocka_unit_test(a_dead_registrar_is_tried_several_times_before_the_end),
        cmocka_unit_test(a_forbidden_refresh_lets_the_binding_run_out),
        cmocka_unit_test(registered_once_is_neither_refreshed_nor_retried),
        cmocka_unit_test(the_shortest_lifetime_is_kept),
        cmocka_unit_test(a_query_lists_and_changes_nothing),
        cmocka_unit_test(endless_queries_do_not_starve_the_refresh),
    };
    return cmocka_run_group_tests(keeping, nullptr, nullptr);
}
