// SPDX-License-Identifier: LGPL-2.1-or-later
// Attempts that fail: their class, their cause, the next target and the next attempt, in virtual time.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

Answer lost(const Sent &) { return {}; }
Answer refused(const Sent &) { return {{}, core::Silence::refused}; }

void a_name_without_address_is_a_dns_failure(void **)
{
    World world;
    Client alice(world, account("sip:nowhere.example"));
    alice.start();
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register dns, retry");
    ASSERT_TEXT(event.cause, "nowhere.example has no address");
    assert_int_equal(event.status, 0);
    assert_int_equal(event.attempt, 1);
    assert_int_equal(event.next_attempt.count(), 22'500);
    assert_true(alice.is(core::State::waiting));
    world.resolver.hosts["nowhere.example"] = {"192.0.2.1"};
    world.run(Millis(22'600));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_int_equal(alice.status().attempt, 0);
}

void a_lookup_that_never_ends_is_ended(void **)
{
    World world;
    world.resolver.answers = false;
    Client alice(world, account("sip:slow.example"));
    alice.start();
    world.run(Millis(31'999));
    ASSERT_TEXT(world.story(), "");
    world.run(Millis(1));
    ASSERT_TEXT(world.journal.events.at(0).cause, "the name slow.example was not resolved in time");
    ASSERT_TEXT(world.story(), "failed register dns, retry");
    assert_int_equal(world.resolver.outstanding(), 0);
}

void a_slow_lookup_leaves_what_is_left(void **)
{
    World world;
    world.transport.script = lost;
    world.resolver.delay = Seconds(20);
    world.resolver.hosts["slow.example"] = {"192.0.2.1"};
    Client alice(world, account("sip:slow.example"));
    alice.start();
    world.run(Millis(31'999));
    ASSERT_TEXT(world.requests(), "add");
    ASSERT_TEXT(world.story(), "");
    world.run(Millis(1));
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
}

void silence_is_a_timeout_and_comes_back_later_and_later(void **)
{
    World world;
    world.transport.script = lost;
    Client alice(world);
    alice.start();
    world.run(Seconds(32));
    ASSERT_TEXT(world.journal.events.at(0).cause, "no answer from udp:192.0.2.1:5060");
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
    assert_int_equal(world.transport.outstanding(), 0);
    world.run(Seconds(86'400 - 32));
    // 22.5 s, 45 s, ... then 22.5 minutes: about 66 attempts a day.
    assert_in_range(world.transport.count, 55, 70);
    world.transport.script = world.registrar.script();
    world.run(Seconds(1800));
    assert_true(alice.is(core::State::registered));
}

void who_waits_in_line_until_its_deadline_is_told_why(void **)
{
    World world(1);
    world.transport.script = lost;
    Client alice(world), bob(world);
    alice.start();
    world.driver.refresh(bob.registration, Seconds(5));
    world.run(Seconds(5));
    ASSERT_TEXT(world.journal.events.at(0).cause, "no place among the outstanding requests was free in time");
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
}

void silence_after_a_challenge_has_no_status(void **)
{
    World world;
    world.transport.script = [](const Sent &sent) {
        return sent.kind() == "add" ? Answer{challenge("n1"), {}} : Answer{};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(33));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
    ASSERT_TEXT(event.cause, "no answer from udp:192.0.2.1:5060");
    assert_int_equal(event.status, 0);
    assert_int_equal(alice.status().status, 401); // the last final answer that there was
}

void a_stop_ends_the_row_of_failures(void **)
{
    World world;
    world.transport.script = refused;
    Client alice(world);
    alice.start();
    world.run(Seconds(100));
    assert_in_range(alice.status().attempt, 2, 4);
    alice.stop();
    assert_int_equal(alice.status().attempt, 0);
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.journal.events.back().attempt, 1);
    assert_int_equal(alice.status().next_attempt.count(), 22'500 - 980);
}

void an_answer_after_the_end_finds_the_end_told(void **)
{
    // The process slept through the end of the binding; what it finds first on waking is the refusal of the refresh.
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.script = [](const Sent &) { return Answer{status(500), {}, Seconds(5)}; };
    world.run(Seconds(3080));
    world.story();
    world.clock.time += Seconds(10'000);
    world.run(Millis(0));
    assert_true(alice.is(core::State::waiting));
    ASSERT_TEXT(world.story(), "expired; failed register temporary, retry");
}

void a_start_after_the_end_finds_the_end_told(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.clock.time += Seconds(10'000);
    alice.start();
    ASSERT_TEXT(world.story(), "expired");
    assert_true(alice.is(core::State::registering));
}

void a_stop_after_the_end_sends_nothing(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.requests();
    world.clock.time += Seconds(10'000);
    alice.stop();
    world.run(Seconds(100));
    ASSERT_TEXT(world.story(), "expired; unregistered");
    ASSERT_TEXT(world.requests(), "");
}

void a_refusal_is_a_transport_failure(void **)
{
    World world;
    world.transport.script = refused;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.journal.events.at(0).cause, "the test wants silence");
    ASSERT_TEXT(world.story(), "failed register transport, retry");
}

void rejected_credentials_are_not_offered_again(void **)
{
    World world;
    world.transport.script = [](const Sent &) { return Answer{challenge("same"), {}}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(86'400));
    ASSERT_TEXT(world.requests(), "add add+auth");
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register credentials");
    assert_int_equal(event.status, 401);
    ASSERT_TEXT(event.cause, "the credentials were rejected");
    assert_false(event.will_retry);
    assert_int_equal(event.next_attempt.count(), -1);
    assert_true(alice.is(core::State::idle));
    // Asked again, it begins without credentials.
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth");
}

void a_fresh_challenge_that_refuses_is_a_rejection(void **)
{
    World world;
    int number = 0;
    world.transport.script = [&](const Sent &) { return Answer{challenge("n" + std::to_string(++number)), {}}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1000));
    ASSERT_TEXT(world.requests(), "add add+auth");
    ASSERT_TEXT(world.story(), "failed register credentials");
}

void a_nonce_that_is_always_stale_is_given_up(void **)
{
    World world;
    int number = 0;
    world.transport.script = [&](const Sent &) { return Answer{challenge("n" + std::to_string(++number), true), {}}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1000));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth add+auth add+auth");
    ASSERT_TEXT(world.journal.events.at(0).cause, "the registrar never stops asking for credentials");
    ASSERT_TEXT(world.story(), "failed register credentials");
}

// That one server is not who it should be says more than that another is not there.
void a_target_that_is_not_trusted_is_told_of_before_one_that_is_not_there(void **)
{
    World world;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
    world.transport.script = [](const Sent &sent) -> Answer {
        return {{}, sent.target.ip.bytes[3] == 1 ? core::Silence::tls : core::Silence::refused};
    };
    Client alice(world, account("sip:pair.example"));
    alice.start();
    world.run(Seconds(5));
    assert_int_equal(world.transport.count, 2);
    ASSERT_TEXT(world.story(), "failed register tls, retry");
}

// A certificate is renewed some day: whoever waited comes back then, and did not ask all the time.
void a_server_that_is_not_trusted_is_tried_again_slowly(void **)
{
    World world;
    world.transport.script = [](const Sent &) -> Answer { return {{}, core::Silence::tls, Millis(20), core::TlsFault::expired}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    const registration::Event event = world.journal.events.at(0);
    assert_true(event.tls_fault == core::TlsFault::expired);
    assert_true(event.will_retry);
    assert_int_equal(event.next_attempt.count(), 1'350'000); // three quarters of the cap
    world.run(Seconds(86'400));
    assert_int_equal(world.transport.count, 64);
    world.transport.script = world.registrar.script();
    world.run(Seconds(1800));
    assert_true(alice.is(core::State::registered));
}

void a_binding_that_lives_is_not_lost_by_waiting_slowly(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.script = [](const Sent &) -> Answer { return {{}, core::Silence::tls}; };
    world.run(Seconds(3080));
    world.transport.script = world.registrar.script();
    world.run(Seconds(300));
    ASSERT_TEXT(world.story(), "registered 3600; failed register tls, retry; degraded; registered 3600");
}

void the_second_address_is_tried(void **)
{
    const struct {
        const char *name;
        Answer first;
        Millis within;
    } rows[] = {
        {"on 503", {status(503), {}}, Seconds(1)},
        {"on refusal", {{}, core::Silence::refused}, Seconds(1)},
        {"on silence", {}, Seconds(5)},
    };
    for (const auto &row : rows) {
        World world;
        world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
        world.transport.script = [&](const Sent &sent) {
            return core::to_string(sent.target.ip) == "192.0.2.1" ? row.first : world.registrar.answer(sent);
        };
        Client alice(world, account("sip:pair.example"));
        alice.start();
        world.run(row.within);
        const std::string story = world.story();
        if (story != "registered 3600")
            fail_msg("%s: %s", row.name, story.c_str());
        assert_int_equal(world.transport.most_outstanding, 1);
    }
}

void the_second_servers_challenge_is_no_rejection(void **)
{
    // The first server challenges and then has no time; the second knows nothing of its nonces.
    World world;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
    world.transport.script = [&](const Sent &sent) {
        if (core::to_string(sent.target.ip) == "192.0.2.2")
            return world.registrar.answer(sent);
        return sent.kind() == "add" ? Answer{challenge("of the first"), {}} : Answer{};
    };
    Client alice(world, account("sip:pair.example"));
    alice.start();
    world.run(Seconds(10));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void sixteen_silent_addresses_share_one_deadline(void **)
{
    World world;
    world.transport.script = lost;
    for (int i = 1; i <= 16; ++i)
        world.resolver.hosts["many.example"].push_back("192.0.2." + std::to_string(i));
    Client alice(world, account("sip:many.example"));
    alice.start();
    world.run(Seconds(32));
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
    assert_int_equal(world.transport.count, 8);
}

void retry_after_is_obeyed(void **)
{
    World world;
    world.transport.script = [](const Sent &) {
        core::Reply reply = status(503);
        reply.retry_after_s = 600;
        return Answer{reply, {}};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(600));
    assert_int_equal(world.transport.count, 1);
    world.run(Seconds(1));
    assert_int_equal(world.transport.count, 2);
}

// What it hears is told while the step is carried out: an attempt that it begins may have come and gone meanwhile.
void a_listener_may_try_again_at_once(void **)
{
    World world;
    world.resolver.hosts["one.example"] = {"192.0.2.1"};
    Client alice(world, account("sip:one.example"));
    alice.start();
    world.run(Seconds(1));
    (void)world.story();
    world.resolver.hosts.clear();
    int heard = 0;
    world.journal.watch = [&](registration::Registration &registration, const registration::Event &event) {
        if (event.type == registration::EventType::failed && ++heard == 1)
            world.driver.refresh(registration, Seconds(5));
    };
    world.driver.refresh(alice.registration, Seconds(5));
    ASSERT_TEXT(world.journal.events.back().cause, ""); // of the first attempt, which is forgotten
    ASSERT_TEXT(world.story(), "failed register dns, retry; failed register dns, retry; degraded");
    assert_true(alice.status().degraded);
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest failing[] = {
        cmocka_unit_test(a_name_without_address_is_a_dns_failure),
        cmocka_unit_test(a_lookup_that_never_ends_is_ended),
        cmocka_unit_test(a_slow_lookup_leaves_what_is_left),
        cmocka_unit_test(silence_is_a_timeout_and_comes_back_later_and_later),
        cmocka_unit_test(who_waits_in_line_until_its_deadline_is_told_why),
        cmocka_unit_test(silence_after_a_challenge_has_no_status),
        cmocka_unit_test(a_stop_ends_the_row_of_failures),
        cmocka_unit_test(an_answer_after_the_end_finds_the_end_told),
        cmocka_unit_test(a_start_after_the_end_finds_the_end_told),
        cmocka_unit_test(a_stop_after_the_end_sends_nothing),
        cmocka_unit_test(a_refusal_is_a_transport_failure),
        cmocka_unit_test(rejected_credentials_are_not_offered_again),
        cmocka_unit_test(a_fresh_challenge_that_refuses_is_a_rejection),
        cmocka_unit_test(a_nonce_that_is_always_stale_is_given_up),
        cmocka_unit_test(a_target_that_is_not_trusted_is_told_of_before_one_that_is_not_there),
        cmocka_unit_test(a_server_that_is_not_trusted_is_tried_again_slowly),
        cmocka_unit_test(a_binding_that_lives_is_not_lost_by_waiting_slowly),
        cmocka_unit_test(the_second_address_is_tried),
        cmocka_unit_test(the_second_servers_challenge_is_no_rejection),
        cmocka_unit_test(sixteen_silent_addresses_share_one_deadline),
        cmocka_unit_test(retry_after_is_obeyed),
        cmocka_unit_test(a_listener_may_try_again_at_once),
    };
    return cmocka_run_group_tests(failing, nullptr, nullptr);
}
