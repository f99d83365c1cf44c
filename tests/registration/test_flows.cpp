// SPDX-License-Identifier: LGPL-2.1-or-later
// The flow by which the registrar reaches us: held while the binding lives, and made anew when it is lost.
#include "support/world.hpp"

#include <algorithm>
#include <vector>

namespace sipreg::fake {

namespace {

const core::Target kRegistrar{core::Transport::udp, *core::parse_ip("192.0.2.1"), 5060};

void a_flow_is_held_as_long_as_the_binding_lives(void **)
{
    World world;
    Client client(world);
    client.start();
    assert_int_equal(world.transport.held(), 0);
    world.run(Seconds(1));
    assert_int_equal(world.transport.held(), 1);
    world.run(Seconds(7200)); // refreshes hold it anew
    assert_int_equal(world.transport.held(), 1);
    client.stop();
    world.run(Seconds(1));
    assert_int_equal(world.transport.held(), 0);
}

void a_binding_left_to_run_out_needs_no_flow(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    world.registrar.touch = [](core::Reply &reply) { reply.status = 403; };
    client.stop();
    world.run(Seconds(60));
    ASSERT_TEXT(world.story(), "registered 3600; failed unregister forbidden");
    assert_int_equal(world.transport.held(), 0);
}

void a_binding_that_runs_out_needs_no_flow(void **)
{
    World world;
    Client client(world);
    client.once();
    world.run(Seconds(3599));
    assert_int_equal(world.transport.held(), 1);
    world.run(Seconds(2));
    assert_int_equal(world.transport.held(), 0);
    ASSERT_TEXT(world.story(), "registered 3600; expired");
}

void who_is_forgotten_lets_go(void **)
{
    World world;
    {
        Client client(world);
        client.start();
        world.run(Seconds(1));
        assert_int_equal(world.transport.held(), 1);
    }
    assert_int_equal(world.transport.held(), 0);
}

void the_registrar_says_how_the_flow_is_to_be_kept(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) { reply.head += "Flow-Timer: 45\r\nRequire: outbound\r\n"; };
    Client client(world);
    client.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.last_terms.timer.count(), 45);
    assert_true(world.transport.last_terms.outbound);
}

void a_flow_that_is_lost_is_made_anew_soon(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(100));
    world.story();
    world.requests();
    world.transport.lose(kRegistrar);
    assert_int_equal(world.journal.events.size(), 1);
    const registration::Event &event = world.journal.events.front();
    assert_true(event.type == registration::EventType::degraded && event.degraded && event.will_retry);
    assert_true(event.failure == core::Failure::transport && event.state == core::State::registered);
    ASSERT_TEXT(event.cause, "the test cuts the flow");
    assert_true(event.next_attempt == Millis(2000)); // half of the spread
    assert_int_equal(world.transport.held(), 0);
    world.run(Millis(1999));
    ASSERT_TEXT(world.requests(), "");
    world.run(Millis(100));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "degraded; registered 3600");
    assert_false(client.status().degraded);
    assert_int_equal(world.transport.held(), 1);
}

void why_it_was_made_anew_is_explained(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(100));
    world.transport.lose(kRegistrar);
    world.run(Seconds(5));
    assert_true(client.registration.history.episodes().back().occasion == core::Rule::flow_lost);
}

void who_has_asked_for_one_registration_is_told_alone(void **)
{
    World world;
    Client client(world);
    client.once();
    world.run(Seconds(1));
    world.requests();
    world.transport.lose(kRegistrar);
    assert_false(world.journal.events.back().will_retry);
    world.run(Seconds(100));
    ASSERT_TEXT(world.requests(), "");
    ASSERT_TEXT(world.story(), "registered 3600; degraded");
}

void a_refresh_under_way_makes_the_new_flow(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    world.requests();
    world.story();
    world.driver.refresh(client.registration, Seconds(10));
    world.transport.lose(kRegistrar);
    world.run(Seconds(10));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_query_under_way_comes_to_its_end(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    world.requests();
    world.story();
    client.query();
    world.transport.lose(kRegistrar);
    world.run(Seconds(10));
    ASSERT_TEXT(world.requests(), "query+auth add+auth");
    ASSERT_TEXT(world.story(), "degraded; bindings 1; registered 3600");
}

// With the dice at half: 2 s, and then three quarters of 30 s, of 60 s, of 120 s.
void a_server_that_answers_and_closes_is_not_run_at(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    for (const int wait : {2000, 22'500, 45'000, 90'000}) {
        world.transport.lose(kRegistrar);
        assert_int_equal(client.status().next_attempt.count(), wait);
        world.run(Millis(wait + 100));
        assert_int_equal(world.transport.held(), 1);
    }
    world.run(Seconds(11)); // one that lasts
    world.transport.lose(kRegistrar);
    assert_int_equal(client.status().next_attempt.count(), 2000);
}

void what_failed_already_keeps_its_own_pace(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    world.transport.script = [](const Sent &) { return Answer{status(500), {}}; };
    world.driver.refresh(client.registration, Seconds(10));
    world.run(Seconds(1));
    const Millis before = client.status().next_attempt;
    world.story();
    world.transport.lose(kRegistrar);
    assert_true(client.status().next_attempt == before);
    ASSERT_TEXT(world.story(), "");
}

// All of them at one instant would be a storm for a server that has just come back.
void those_who_shared_it_do_not_come_back_at_once(void **)
{
    World world;
    world.dice.spread = true;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 400; ++i) {
        clients.push_back(std::make_unique<Client>(world, account("sip:192.0.2.1", "sip:u" + std::to_string(i) + "@example.com")));
        clients.back()->start();
    }
    world.run(Seconds(10));
    assert_int_equal(world.transport.held(), 400);
    world.transport.messages.clear();
    const Instant lost = world.clock.time;
    world.transport.lose(kRegistrar);
    world.run(Seconds(5));
    assert_int_equal(world.transport.held(), 400);
    std::vector<int> per_second(5);
    for (const Sent &sent : world.transport.messages)
        ++per_second.at(static_cast<std::size_t>((sent.when - lost) / Seconds(1)));
    for (int second = 0; second < 4; ++second)
        assert_in_range(per_second[static_cast<std::size_t>(second)], 60, 140);
}

void the_loss_while_the_host_sleeps_is_mended_when_it_wakes(void **)
{
    World world;
    Client client(world);
    client.start();
    world.run(Seconds(1));
    world.requests();
    world.driver.fall_asleep();
    world.driver.sleep(client.registration);
    world.transport.lose(kRegistrar);
    world.run(Seconds(100));
    ASSERT_TEXT(world.requests(), "");
    world.driver.wake_up();
    world.driver.wake(client.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add+auth");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest flows[] = {
        cmocka_unit_test(a_flow_is_held_as_long_as_the_binding_lives),
        cmocka_unit_test(a_binding_left_to_run_out_needs_no_flow),
        cmocka_unit_test(a_binding_that_runs_out_needs_no_flow),
        cmocka_unit_test(who_is_forgotten_lets_go),
        cmocka_unit_test(the_registrar_says_how_the_flow_is_to_be_kept),
        cmocka_unit_test(a_flow_that_is_lost_is_made_anew_soon),
        cmocka_unit_test(why_it_was_made_anew_is_explained),
        cmocka_unit_test(who_has_asked_for_one_registration_is_told_alone),
        cmocka_unit_test(a_refresh_under_way_makes_the_new_flow),
        cmocka_unit_test(a_query_under_way_comes_to_its_end),
        cmocka_unit_test(a_server_that_answers_and_closes_is_not_run_at),
        cmocka_unit_test(what_failed_already_keeps_its_own_pace),
        cmocka_unit_test(those_who_shared_it_do_not_come_back_at_once),
        cmocka_unit_test(the_loss_while_the_host_sleeps_is_mended_when_it_wakes),
    };
    return cmocka_run_group_tests(flows, nullptr, nullptr);
}
