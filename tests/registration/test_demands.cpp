// SPDX-License-Identifier: LGPL-2.1-or-later
// Registrars that want something: to be asked elsewhere, otherwise, later, or slower.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

core::Reply moved_to(const char *uri)
{
    core::Reply reply = status(302, "Moved Temporarily");
    reply.bindings = {binding(uri, {})};
    return reply;
}

std::shared_ptr<core::Account> with_extras(void (*change)(core::Extras &extras))
{
    std::shared_ptr<core::Account> changed = account();
    auto extras = std::make_shared<core::Extras>();
    change(*extras);
    changed->extras = extras;
    return changed;
}

// The first registrar sends everybody to another.
Transport::Script moving(World &world, const char *to)
{
    return [&world, to](const Sent &sent) {
        if (core::to_string(sent.target) == "udp:192.0.2.1:5060")
            return Answer{moved_to(to), {}, Millis(20)};
        return world.registrar.answer(sent);
    };
}

void a_redirection_is_followed_and_remembered(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.1:5080");
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_int_equal(world.transport.messages.size(), 3);
    assert_true(world.transport.messages[1].text.starts_with("REGISTER sip:192.0.2.1:5080 SIP/2.0"));
    assert_int_equal(world.transport.messages[1].cseq(), 2);
    assert_true(world.transport.messages[2].value("Authorization").find("uri=\"sip:192.0.2.1:5080\"") !=
                std::string::npos);
    (void)world.requests();
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth"); // the refresh goes where the binding is
    alice.stop();
    world.run(Seconds(1));
    assert_int_equal(world.transport.messages.at(0).target.port, 5080);
}

void another_domain_sees_no_credentials(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.66");
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register fatal");
    ASSERT_TEXT(event.cause, "another domain, named by the registrar, asks for credentials, which it is not given");
    for (const Sent &sent : world.transport.messages)
        ASSERT_TEXT(sent.value("Authorization"), "");
}

void another_domain_sees_no_credentials_of_before(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.script = moving(world, "sip:192.0.2.66");
    world.registrar.asks = false;
    (void)world.requests();
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth add");
}

void another_domain_is_trusted_if_the_account_says_so(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.66");
    Client alice(world, with_extras([](core::Extras &extras) { extras.redirect_carries_credentials = true; }));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
}

void with_cookie(core::Extras &extras)
{
    extras.web = core::SharedWebResource({"/ws", "", "", Secret("Cookie: a=b\r\n")});
}

// What may log in at one domain is not shown to another, over WebSocket either.
void another_domain_sees_no_headers_of_the_upgrade(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.66;transport=ws");
    Client alice(world, with_extras(with_cookie));
    alice.start();
    world.run(Seconds(1));
    const Sent &sent = world.transport.messages.at(1);
    ASSERT_TEXT(core::to_string(sent.target), "ws:192.0.2.66:80");
    ASSERT_TEXT(sent.domain, "192.0.2.66");
    assert_true(sent.web == core::SharedWebResource({"/ws", "", "", {}}));
}

void the_same_domain_sees_them(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.1:5080;transport=ws");
    Client alice(world, with_extras(with_cookie));
    alice.start();
    world.run(Seconds(1));
    assert_true(world.transport.messages.at(0).web == core::SharedWebResource()); // UDP
    assert_true(world.transport.messages.at(1).web == core::SharedWebResource({"/ws", "", "", Secret("Cookie: a=b\r\n")}));
    ASSERT_TEXT(world.transport.messages.at(1).contact(), "sip:alice@192.168.0.2:5070;transport=ws");
    assert_true(world.transport.messages.at(1).value("Via").starts_with("SIP/2.0/WS "));
}

void redirections_in_a_circle_end(void **)
{
    World world;
    world.transport.script = [](const Sent &) { return Answer{moved_to("sip:192.0.2.1"), {}, Millis(20)}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "failed register fatal");
    assert_int_equal(world.transport.count, 4);
}

void a_failed_refresh_elsewhere_comes_back_to_the_accounts_registrar(void **)
{
    World world;
    world.transport.script = moving(world, "sip:192.0.2.1:5080");
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.script = [](const Sent &) { return Answer{{}, core::Silence::refused}; };
    world.run(Seconds(3500));
    assert_int_equal(world.transport.messages.back().target.port, 5060);
}

void a_demand_is_met_once_and_remembered(void **)
{
    World world;
    world.registrar.asks = false;
    world.transport.script = [&](const Sent &sent) {
        if (sent.value("Supported").find("gruu") != std::string::npos)
            return world.registrar.answer(sent);
        core::Reply reply = status(421, "Extension Required");
        reply.head += "Require: gruu\r\n";
        return Answer{reply, {}, Millis(20)};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    ASSERT_TEXT(world.requests(), "add add");
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add");
}

void a_demand_that_cannot_be_met_is_fatal(void **)
{
    World world;
    world.transport.script = [](const Sent &) {
        core::Reply reply = status(421, "Extension Required");
        reply.head += "Require: telepathy\r\n";
        return Answer{reply, {}, Millis(20)};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register fatal");
    assert_int_equal(event.status, 421);
}

// Retry-After and rate.

struct Crowd {
    explicit Crowd(World &world, std::size_t size)
    {
        for (std::size_t i = 0; i < size; ++i)
            clients.push_back(std::make_unique<Client>(
                world, account("sip:192.0.2.1", "sip:user" + std::to_string(i) + "@example.com")));
    }
    bool all_are(core::State state) const
    {
        return std::all_of(clients.begin(), clients.end(), [&](const auto &client) { return client->is(state); });
    }
    std::vector<std::unique_ptr<Client>> clients;
};

void retry_after_holds_for_everybody_at_that_registrar(void **)
{
    World world(1);
    world.dice.spread = true;
    world.transport.script = [](const Sent &) {
        core::Reply reply = status(503, "Service Unavailable");
        reply.retry_after_s = 120;
        return Answer{reply, {}, Millis(20)};
    };
    Crowd crowd(world, 500);
    for (const auto &client : crowd.clients)
        client->start();
    Client other(world, account("sip:192.0.2.2"));
    other.start();
    world.run(Seconds(119));
    assert_int_equal(world.transport.count, 2); // one of the crowd, and the other registrar's
    assert_true(crowd.all_are(core::State::waiting));
    world.transport.script = world.registrar.script();
    world.run(Seconds(120));
    assert_true(crowd.all_are(core::State::registered));
}

void what_is_wrong_with_one_request_holds_nobody(void **)
{
    World world;
    world.transport.script = [](const Sent &) {
        core::Reply reply = status(480, "Temporarily Unavailable");
        reply.retry_after_s = 120;
        return Answer{reply, {}, Millis(20)};
    };
    Crowd crowd(world, 2);
    crowd.clients[0]->start();
    world.run(Seconds(1));
    crowd.clients[1]->start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.count, 2);
}

void no_second_sees_more_requests_than_the_rate(void **)
{
    World world(core::Pace{200, 50, 0});
    Crowd crowd(world, 400);
    for (const auto &client : crowd.clients)
        client->start();
    world.run(Seconds(30)); // two requests each
    assert_true(crowd.all_are(core::State::registered));
    const std::vector<Sent> &sent = world.transport.messages;
    assert_int_equal(sent.size(), 800);
    for (std::size_t i = 50; i < sent.size(); ++i)
        assert_true(sent[i].when - sent[i - 50].when >= Millis(1000));
    assert_true(sent.back().when - sent.front().when <= Seconds(17));
}

// The host sleeps, the network changes, a push arrives, the account is changed.

void a_sleeping_host_sends_nothing_and_wakes_right(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Millis(10)); // the first request is out
    world.driver.fall_asleep();
    world.driver.sleep(alice.registration);
    assert_true(world.driver.next_deadline() == kNever);
    assert_int_equal(world.transport.outstanding(), 0);
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add");
    world.driver.wake_up();
    world.driver.wake(alice.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
}

void the_answer_is_right_at_once_after_waking(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.clock.time += Seconds(1000);
    assert_true(alice.status().state == core::State::registered);
    assert_int_equal(alice.status().remaining.count(), 3600'000 - 1001'000 + 40);
    world.clock.time += Seconds(5000); // nothing has run meanwhile
    assert_true(alice.status().state == core::State::waiting);
    assert_int_equal(alice.status().remaining.count(), 0);
    assert_int_equal(alice.status().granted_s, 0);
    (void)world.story();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "expired; registered 3600");
}

void another_network_replaces_the_contact_in_one_request(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.requests();
    world.transport.local4.host = "10.1.1.1";
    world.driver.network_changed(alice.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add+auth+old");
    assert_int_equal(world.registrar.bindings().size(), 1);
}

void a_push_refreshes_within_its_deadline(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1000));
    (void)world.story();
    world.driver.refresh(alice.registration, Seconds(5));
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    world.transport.script = [](const Sent &) { return Answer{}; };
    world.driver.refresh(alice.registration, Seconds(5));
    world.run(Millis(4999));
    ASSERT_TEXT(world.story(), "");
    world.run(Millis(1));
    ASSERT_TEXT(world.story(), "failed register timeout, retry; degraded");
}

void a_new_password_is_used_without_unregistering(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.story();
    (void)world.requests();
    const std::shared_ptr<core::Account> rotated = account();
    core::set_password(*rotated, "another");
    world.driver.update(alice.registration, rotated);
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), ""); // the registrar would see no difference
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_changed_account_is_shown_at_once(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.requests();
    const std::shared_ptr<core::Account> changed = account();
    core::add_contact_param(*changed, "q", "0.5");
    core::set_expires_s(*changed, 600);
    world.driver.update(alice.registration, changed);
    world.run(Seconds(1));
    const Sent sent = world.transport.messages.at(0);
    ASSERT_TEXT(world.requests(), "add+auth");
    assert_true(sent.value("Contact").find(";q=0.5;expires=600") != std::string::npos);
}

void all_bindings_are_removed_and_ours_made_anew(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.story();
    world.driver.remove_all(alice.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "bindings 0; unregistered; registered 3600");
    ASSERT_TEXT(world.registrar.complaint, "");
}

void a_late_timer_begins_nothing_while_the_host_sleeps(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.requests();
    world.driver.fall_asleep();
    world.clock.time += Seconds(3600); // the refresh is long due
    world.driver.on_time();
    ASSERT_TEXT(world.requests(), "");
    world.driver.wake_up();
    world.driver.on_time();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add+auth");
}

void a_push_that_gets_no_place_in_time_says_so(void **)
{
    World world(1);
    world.transport.script = [](const Sent &) { return Answer{}; };
    Client alice(world), bob(world, account("sip:192.0.2.1", "sip:bob@example.com"));
    alice.start(); // takes the one place, for 32 s
    world.driver.refresh(bob.registration, Seconds(5));
    world.run(Seconds(6));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed register timeout, retry");
    ASSERT_TEXT(event.cause, "no place among the outstanding requests was free in time");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest demands[] = {
        cmocka_unit_test(a_redirection_is_followed_and_remembered),
        cmocka_unit_test(another_domain_sees_no_credentials),
        cmocka_unit_test(another_domain_sees_no_credentials_of_before),
        cmocka_unit_test(another_domain_is_trusted_if_the_account_says_so),
        cmocka_unit_test(another_domain_sees_no_headers_of_the_upgrade),
        cmocka_unit_test(the_same_domain_sees_them),
        cmocka_unit_test(redirections_in_a_circle_end),
        cmocka_unit_test(a_failed_refresh_elsewhere_comes_back_to_the_accounts_registrar),
        cmocka_unit_test(a_demand_is_met_once_and_remembered),
        cmocka_unit_test(a_demand_that_cannot_be_met_is_fatal),
        cmocka_unit_test(retry_after_holds_for_everybody_at_that_registrar),
        cmocka_unit_test(what_is_wrong_with_one_request_holds_nobody),
        cmocka_unit_test(no_second_sees_more_requests_than_the_rate),
        cmocka_unit_test(a_sleeping_host_sends_nothing_and_wakes_right),
        cmocka_unit_test(the_answer_is_right_at_once_after_waking),
        cmocka_unit_test(another_network_replaces_the_contact_in_one_request),
        cmocka_unit_test(a_push_refreshes_within_its_deadline),
        cmocka_unit_test(a_new_password_is_used_without_unregistering),
        cmocka_unit_test(a_changed_account_is_shown_at_once),
        cmocka_unit_test(all_bindings_are_removed_and_ours_made_anew),
        cmocka_unit_test(a_late_timer_begins_nothing_while_the_host_sleeps),
        cmocka_unit_test(a_push_that_gets_no_place_in_time_says_so),
    };
    return cmocka_run_group_tests(demands, nullptr, nullptr);
}
