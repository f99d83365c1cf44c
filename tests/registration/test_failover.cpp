// SPDX-License-Identifier: LGPL-2.1-or-later
// Several targets that die and return, and several registrations that share what they know of them.
#include "support/world.hpp"

#include <set>

namespace sipreg::fake {

namespace {

/// Of the name trio.example: 192.0.2.1 to .3, the first preferred, the last least.
struct Trio : World {
    Trio() : World(200)
    {
        for (std::uint16_t i = 1; i <= 3; ++i) {
            const std::string host = "h" + std::to_string(i) + ".example";
            resolver.services["_sip._udp.trio.example"].push_back({static_cast<std::uint16_t>(10 * i), 0, 5060, host});
            resolver.hosts[host] = {"192.0.2." + std::to_string(i)};
        }
        transport.script = [this](const Sent &sent) {
            const int number = sent.target.ip.bytes[3];
            if (silent.contains(number))
                return Answer{};
            return refusing.contains(number) ? Answer{{}, core::Silence::refused} : registrar.answer(sent);
        };
    }

    /// The last numbers of the addresses that were sent to, forgotten then.
    std::string targets()
    {
        std::string text;
        for (const Sent &sent : transport.messages)
            text += (text.empty() ? "" : " ") + std::to_string(sent.target.ip.bytes[3]);
        transport.messages.clear();
        return text;
    }

    std::set<int> silent, refusing;
};

std::shared_ptr<core::Account> user(const char *name, const char *registrar = "sip:trio.example")
{
    return account(registrar, std::string("sip:") + name + "@example.com");
}

void the_living_target_is_found_in_time(void **)
{
    Trio world;
    world.silent = {1};
    world.refusing = {2};
    Client alice(world, user("alice"));
    alice.start();
    world.run(Millis(4000 + 3 * 20)); // a target's time, and three answers
    ASSERT_TEXT(world.targets(), "1 2 3 3");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void the_next_registration_does_not_try_the_dead(void **)
{
    Trio world;
    world.silent = {1};
    world.refusing = {2};
    Client alice(world, user("alice")), bob(world, user("bob"));
    alice.start();
    world.run(Seconds(5));
    world.targets();
    bob.start();
    world.run(Millis(2 * 20));
    ASSERT_TEXT(world.targets(), "3 3");
    const std::vector<core::Skipped> &skipped = bob.registration.history.episodes().back().skipped();
    assert_int_equal(skipped.size(), 2);
    ASSERT_TEXT(core::to_string(skipped[0].target), "udp:192.0.2.1:5060");
    assert_int_equal(bob.registration.history.episodes().back().targets, 1);
}

void one_finds_out_and_the_others_stay_until_it_is_trusted(void **)
{
    Trio world;
    world.silent = {1};
    Client alice(world, user("alice")), bob(world, user("bob")), carol(world, user("carol"));
    alice.start();
    world.run(Seconds(20));
    bob.start();
    carol.start(); // while bob finds out
    world.run(Seconds(5));
    ASSERT_TEXT(world.targets(), "1 2 2 1 2 2 2 2");
    world.silent.clear();
    world.run(Seconds(20));
    world.driver.refresh(carol.registration, Seconds(5)); // somebody waits: no experiment
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "2");
    world.run(Seconds(3600)); // the first that is refreshed finds it, the next come too soon
    const std::string targets = world.targets();
    assert_int_equal(std::count(targets.begin(), targets.end(), '1'), 1);
    world.run(Seconds(3600));
    const std::string later = world.targets();
    assert_true(later.find('2') == std::string::npos);
    assert_int_equal(world.journal.events.size(), 3 + 1 + 3 + 3);
}

void a_refresh_stays_where_the_binding_is(void **)
{
    World world;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
    world.transport.script = [&](const Sent &sent) {
        return core::to_string(sent.target.ip) == "192.0.2.1" ? Answer{status(503), {}} : world.registrar.answer(sent);
    };
    Client alice(world, account("sip:pair.example"));
    alice.start();
    world.run(Seconds(1));
    world.transport.script = world.registrar.script();
    world.transport.messages.clear();
    world.run(Seconds(4 * 3600)); // equals share the load: nothing draws it back
    assert_true(world.transport.messages.size() >= 4);
    for (const Sent &sent : world.transport.messages)
        ASSERT_TEXT(core::to_string(sent.target.ip), "192.0.2.2");
}

void all_are_down_and_the_others_wait(void **)
{
    Trio world;
    world.refusing = {1, 2, 3};
    Client alice(world, user("alice")), bob(world, user("bob"));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 3");
    ASSERT_TEXT(world.story(), "failed register transport, retry");
    bob.start();
    assert_true(bob.is(core::State::waiting));
    assert_in_range(bob.status().next_attempt.count(), 1000, 11'000);
    assert_true(bob.registration.history.episodes().back().rule == core::Rule::targets_down);
    assert_int_equal(bob.registration.history.episodes().back().skipped().size(), 3);
    world.run(Seconds(5));
    ASSERT_TEXT(world.targets(), "");
    world.driver.refresh(bob.registration, Seconds(5)); // somebody waits
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 3");
    ASSERT_TEXT(world.story(), "failed register transport, retry");
    world.refusing.clear();
    world.run(Seconds(60));
    assert_true(alice.is(core::State::registered) && bob.is(core::State::registered));
}

void a_removal_does_not_wait(void **)
{
    Trio world;
    Client alice(world, user("alice")), bob(world, user("bob"));
    alice.start();
    world.run(Seconds(1));
    world.refusing = {1, 2, 3};
    bob.start();
    world.run(Seconds(1));
    world.targets();
    alice.stop();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 3");
}

void a_backup_serves_while_nothing_else_does(void **)
{
    const struct {
        const char *name;
        bool known;
        std::set<int> silent, refusing;
        Millis within;
    } rows[] = {
        {"its name is not found", false, {}, {}, Seconds(1)},
        {"it refuses", true, {}, {1, 2, 3}, Seconds(1)},
        {"it is silent", true, {1, 2, 3}, {}, Seconds(13)},
    };
    for (const auto &row : rows) {
        Trio world;
        world.silent = row.silent;
        world.refusing = row.refusing;
        world.resolver.hosts["backup.example"] = {"192.0.2.9"};
        const auto account = user("alice", row.known ? "sip:trio.example" : "sip:nowhere.example");
        core::add_backup(*account, "sip:backup.example");
        Client alice(world, account);
        alice.start();
        world.run(row.within);
        const Sent last = world.transport.messages.back();
        if (world.story() != "registered 3600")
            fail_msg("%s: not registered", row.name);
        ASSERT_TEXT(core::to_string(last.target), "udp:192.0.2.9:5060");
        ASSERT_TEXT(last.text.substr(0, last.text.find('\r')), ("REGISTER " + account->registrar + " SIP/2.0").c_str());
        ASSERT_TEXT(last.value("To"), "<sip:alice@example.com>");
        world.silent.clear();
        world.refusing.clear();
        world.resolver.services["_sip._udp.nowhere.example"] = {{0, 0, 5060, "h1.example"}};
        world.run(Seconds(2 * 3600));
        assert_int_equal(world.transport.messages.back().target.ip.bytes[3], 1);
    }
}

// RFC 5922 §4: the name that we were told to go to, not where the DNS led.
void each_server_is_to_be_of_the_name_that_led_to_it(void **)
{
    World world;
    world.resolver.services["_sips._tcp.example.com"] = {{0, 0, 5061, "h1.elsewhere.example"}};
    world.resolver.hosts["h1.elsewhere.example"] = {"192.0.2.1"};
    world.resolver.hosts["backup.example"] = {"192.0.2.9"};
    world.transport.script = [](const Sent &) -> Answer { return {{}, core::Silence::refused}; };
    const auto account = user("alice", "sips:example.com;transport=tcp");
    core::add_backup(*account, "sips:backup.example;transport=tcp");
    Client alice(world, account);
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.count, 2);
    ASSERT_TEXT(world.transport.messages[0].domain, "example.com");
    ASSERT_TEXT(world.transport.messages[1].domain, "backup.example");
}

void backups_are_no_reason_to_hold_others(void **)
{
    Trio world;
    world.refusing = {1, 2, 3};
    const auto with_backup = user("bob");
    core::add_backup(*with_backup, "sip:192.0.2.9");
    Client alice(world, user("alice")), bob(world, with_backup);
    alice.start();
    world.run(Seconds(1));
    world.targets();
    bob.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "9 9");
}

void a_busy_target_rests_as_long_as_it_wants_and_others_serve(void **)
{
    Trio world;
    core::Reply busy = status(503);
    busy.retry_after_s = 900;
    world.transport.script = [&](const Sent &sent) {
        return sent.target.ip.bytes[3] == 1 ? Answer{busy, {}} : world.registrar.answer(sent);
    };
    Client alice(world, user("alice")), bob(world, user("bob"));
    alice.start();
    world.run(Seconds(1));
    bob.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 2 2 2");
    ASSERT_TEXT(world.story(), "registered 3600; registered 3600");
    world.run(Seconds(890));
    Client carol(world, user("carol"));
    carol.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "2 2");
    world.run(Seconds(10));
    Client dave(world, user("dave"));
    dave.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 2");
}

// The registrar closed it while it was idle: that shows when it is used again.
void a_connection_that_broke_is_made_anew_once(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.requests();
    int broken = 0;
    world.transport.script = [&](const Sent &sent) {
        const Answer answer = world.registrar.answer(sent); // it heard it
        return broken-- > 0 ? Answer{{}, core::Silence::broken} : answer;
    };
    broken = 1;
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth add+auth");
    ASSERT_TEXT(world.story(), "registered 3600; registered 3600");
    assert_int_equal(alice.status().cseq, 4);
    broken = 2;
    world.run(Seconds(3080));
    ASSERT_TEXT(world.story(), "failed register transport, retry; degraded; registered 3600");
    ASSERT_TEXT(world.requests(), "add+auth add+auth add+auth");
    ASSERT_TEXT(world.registrar.complaint, "");
}

void a_lost_request_does_not_condemn_a_busy_target(void **)
{
    Trio world;
    const auto deaf = [&](const Sent &sent) { return sent.value("To").find("mallory") != std::string::npos; };
    world.transport.script = [&](const Sent &sent) { return deaf(sent) ? Answer{} : world.registrar.answer(sent); };
    Client mallory(world, user("mallory")), alice(world, user("alice")), bob(world, user("bob"));
    mallory.start();
    world.run(Seconds(2));
    alice.start();
    world.run(Seconds(3));
    world.targets();
    bob.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 1");
}

void another_network_knows_nothing_of_the_dead(void **)
{
    Trio world;
    world.refusing = {1};
    Client alice(world, user("alice"));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1 2 2");
    world.refusing.clear();
    world.driver.forget_health();
    world.driver.network_changed(alice.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.targets(), "1");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest failover[] = {
        cmocka_unit_test(the_living_target_is_found_in_time),
        cmocka_unit_test(the_next_registration_does_not_try_the_dead),
        cmocka_unit_test(one_finds_out_and_the_others_stay_until_it_is_trusted),
        cmocka_unit_test(a_refresh_stays_where_the_binding_is),
        cmocka_unit_test(all_are_down_and_the_others_wait),
        cmocka_unit_test(a_removal_does_not_wait),
        cmocka_unit_test(a_backup_serves_while_nothing_else_does),
        cmocka_unit_test(each_server_is_to_be_of_the_name_that_led_to_it),
        cmocka_unit_test(backups_are_no_reason_to_hold_others),
        cmocka_unit_test(a_busy_target_rests_as_long_as_it_wants_and_others_serve),
        cmocka_unit_test(a_connection_that_broke_is_made_anew_once),
        cmocka_unit_test(a_lost_request_does_not_condemn_a_busy_target),
        cmocka_unit_test(another_network_knows_nothing_of_the_dead),
    };
    return cmocka_run_group_tests(failover, nullptr, nullptr);
}
