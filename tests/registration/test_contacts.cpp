// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: behind a NAT, moved, and as registrars give it back, in virtual time.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

constexpr const char *kLocal = "sip:alice@192.168.0.2:5070";
constexpr const char *kPublic = "sip:alice@203.0.113.7:40000";
constexpr const char *kMoved = "sip:alice@203.0.113.7:41000";

std::string bindings_of(const World &world)
{
    std::string text;
    for (const auto &[uri, until] : world.registrar.bindings())
        text += (text.empty() ? "" : " ") + uri;
    return text;
}

void the_401_shows_the_public_address_and_two_messages_do(void **)
{
    World world;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.transport.messages.at(0).contact(), kLocal);
    ASSERT_TEXT(world.transport.messages.at(1).contact(), kPublic);
    ASSERT_TEXT(world.requests(), "add add+auth");
    ASSERT_TEXT(world.story(), "seen at 203.0.113.7:40000; registered 3600");
    ASSERT_TEXT(bindings_of(world), kPublic);
    ASSERT_TEXT(alice.status().public_address, "203.0.113.7:40000");
    ASSERT_TEXT(alice.status().contact, kPublic);
}

void a_2xx_that_shows_it_is_corrected_once(void **)
{
    World world;
    world.registrar.asks = false;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.transport.messages.at(1).contact(0), kPublic);
    ASSERT_TEXT(world.transport.messages.at(1).contact(1), kLocal);
    ASSERT_TEXT(world.requests(), "add add+old");
    ASSERT_TEXT(world.story(), "seen at 203.0.113.7:40000; registered 3600");
    ASSERT_TEXT(bindings_of(world), kPublic);
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add");
}

void a_challenge_to_the_correction_is_answered(void **)
{
    World world;
    world.registrar.one_time_nonces = true;
    world.registrar.touch = [](core::Reply &reply) {
        if (reply.status == 200) {
            reply.via_received = "203.0.113.7";
            reply.via_rport = "40000";
        }
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+auth add+auth+old add+auth+old");
    ASSERT_TEXT(world.story(), "seen at 203.0.113.7:40000; registered 3600");
    ASSERT_TEXT(bindings_of(world), kPublic);
}

void a_registrar_that_always_sees_another_address_is_followed_once_per_attempt(void **)
{
    World world;
    world.registrar.asks = false;
    std::uint16_t port = 40000;
    world.registrar.touch = [&](core::Reply &reply) {
        reply.via_received = "203.0.113.7";
        reply.via_rport = std::to_string(++port);
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add+old");
    world.run(Seconds(86'400));
    assert_in_range(world.transport.messages.size(), 50, 60); // 28 refreshes of two messages
    assert_int_equal(world.registrar.bindings().size(), 1);
}

void absurd_addresses_are_ignored(void **)
{
    const char *const rows[][2] = {
        {"203.0.113.7", "0"}, {"203.0.113.7", "99999"}, {"nat.example.com", "5060"}, {"0.0.0.0", "5060"}, {"", ""},
    };
    for (const auto &row : rows) {
        World world;
        world.registrar.touch = [&](core::Reply &reply) {
            reply.via_received = row[0];
            reply.via_rport = row[1];
        };
        Client alice(world);
        alice.start();
        world.run(Seconds(1));
        const std::string story = world.story();
        if (story != "registered 3600" || bindings_of(world) != kLocal)
            fail_msg("%s:%s: %s", row[0], row[1], story.c_str());
    }
}

void a_contact_of_the_callers_own_stays(void **)
{
    World world;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    world.registrar.asks = false;
    auto own = account();
    core::set_contact(*own, "sip:alice@192.0.2.99:5062");
    Client alice(world, own);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add");
    ASSERT_TEXT(bindings_of(world), "sip:alice@192.0.2.99:5062");
}

void a_nat_that_moved_is_followed_by_the_refresh(void **)
{
    World world;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.requests();
    world.story();
    world.registrar.seen = core::HostPort{"203.0.113.7", 41000};
    world.run(Seconds(3600));
    ASSERT_TEXT(world.requests(), "add+auth add+auth+old");
    ASSERT_TEXT(world.story(), "seen at 203.0.113.7:41000; registered 3600");
    ASSERT_TEXT(bindings_of(world), kMoved);
}

void another_socket_has_no_public_address_yet(void **)
{
    World world;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.registrar.seen.reset();
    world.run(Seconds(3600));
    ASSERT_TEXT(bindings_of(world), "sip:alice@192.168.0.3:5070");
    ASSERT_TEXT(alice.status().public_address, "");
}

void what_is_left_at_the_old_address_is_not_lost(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.transport.script = [](const Sent &) -> Answer { return {{}, core::Silence::refused}; };
    world.run(Seconds(3430)); // the refresh from there fails
    world.transport.script = world.registrar.script();
    world.story();
    alice.query();
    world.run(Millis(100));
    assert_true(world.story().find("lost") == std::string::npos);
    world.run(Seconds(160));
    ASSERT_TEXT(bindings_of(world), "sip:alice@192.168.0.3:5070");
}

void what_was_registered_is_what_a_removal_names(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.transport.messages.clear();
    alice.stop();
    world.run(Seconds(1));
    ASSERT_TEXT(world.transport.messages.at(0).contact(), kLocal);
    ASSERT_TEXT(world.requests(), "remove+auth");
    ASSERT_TEXT(world.story(), "registered 3600; unregistered");
    ASSERT_TEXT(bindings_of(world), "");
    ASSERT_TEXT(alice.status().contact, "");
}

void a_correction_that_is_lost_is_made_up_for(void **)
{
    World world;
    world.registrar.asks = false;
    world.registrar.seen = core::HostPort{"203.0.113.7", 40000};
    bool deaf = true;
    world.transport.script = [&](const Sent &sent) {
        return deaf && sent.kind() == "add+old" ? Answer{} : world.registrar.answer(sent);
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(40));
    ASSERT_TEXT(world.story(), "seen at 203.0.113.7:40000; failed register timeout, retry; degraded");
    assert_true(alice.is(core::State::registered));
    deaf = false;
    world.run(Seconds(60));
    ASSERT_TEXT(world.story(), "registered 3600");
    ASSERT_TEXT(bindings_of(world), kPublic);
}

void an_address_that_comes_back_is_not_removed(void **)
{
    // From A to B, whose REGISTER is lost, and back to A: A must not be asked for and removed at once.
    World world;
    world.registrar.asks = false;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.transport.script = [](const Sent &) { return Answer{}; };
    world.run(Seconds(3120));
    world.transport.local4 = {"192.168.0.2", 5070};
    world.transport.script = world.registrar.script();
    world.transport.messages.clear();
    world.run(Seconds(100));
    ASSERT_TEXT(world.transport.messages.at(0).contact(0), kLocal);
    ASSERT_TEXT(world.transport.messages.at(0).contact(1), "sip:alice@192.168.0.3:5070");
    ASSERT_TEXT(bindings_of(world), kLocal);
}

void an_address_that_comes_back_after_the_end_is_not_removed(void **)
{
    // As before, but the binding of A has run out in between.
    World world;
    world.registrar.asks = false;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.transport.script = [](const Sent &) { return Answer{{}, core::Silence::refused}; };
    world.run(Seconds(3600));
    assert_false(alice.is(core::State::registered));
    world.transport.local4 = {"192.168.0.2", 5070};
    world.transport.script = world.registrar.script();
    world.transport.messages.clear();
    world.run(Seconds(1800));
    ASSERT_TEXT(world.requests(), "add");
    ASSERT_TEXT(bindings_of(world), kLocal);
}

void the_confirmed_contact_is_the_one_that_goes(void **)
{
    // From A to B, whose REGISTER is lost, and on to C: A is known to be there.
    World world;
    world.registrar.asks = false;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4 = {"192.168.0.3", 5070};
    world.transport.script = [](const Sent &) { return Answer{}; };
    world.run(Seconds(3120));
    world.transport.local4 = {"192.168.0.4", 5070};
    world.transport.script = world.registrar.script();
    world.run(Seconds(100));
    ASSERT_TEXT(bindings_of(world), "sip:alice@192.168.0.4:5070");
}

void a_lost_first_register_leaves_no_stray_binding(void **)
{
    // The first address takes the REGISTER, its answer is lost; the second is reached from another local address.
    World world;
    world.registrar.asks = false;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "2001:db8::1"};
    world.transport.script = [&](const Sent &sent) {
        const Answer answer = world.registrar.answer(sent);
        return sent.target.ip.v6 ? answer : Answer{};
    };
    Client alice(world, account("sip:pair.example"));
    alice.start();
    world.run(Seconds(5));
    ASSERT_TEXT(world.requests(), "add add+old");
    ASSERT_TEXT(bindings_of(world), "sip:alice@[2001:db8::2]:5070");
}

void contacts_come_back_in_many_ways(void **)
{
    using Bindings = std::vector<core::Binding>;
    const struct {
        const char *name;
        std::optional<std::uint32_t> general;
        Bindings bindings;
        const char *story;
    } rows[] = {
        {"as sent", {}, {binding(kLocal, 600)}, "registered 600"},
        {"written differently", {}, {binding("SIP:alice@192.168.0.2:5070", 600)}, "registered 600"},
        {"with strangers before it", {}, {binding("sip:bob@192.0.2.8", 7), binding(kLocal, 600)}, "registered 600"},
        {"on another port, as something on the way made it", 900, {binding("sip:alice@192.168.0.2:5071", 600)},
         "rewritten; registered 600"},
        {"replaced by another", 900, {binding("sip:sbc@192.0.2.77", 60)}, "registered 900"},
        {"replaced, and nothing said", {}, {binding("sip:sbc@192.0.2.77", 60)}, "registered 3600"},
        {"without expires", 900, {binding(kLocal, {})}, "registered 900"},
        {"not at all", 900, {}, "registered 900"},
        {"not at all, and nothing said", {}, {}, "registered 3600"},
        {"with nothing granted", {}, {binding(kLocal, 0)}, "failed register temporary, retry"},
        {"with nothing granted in the header", 0, {}, "failed register temporary, retry"},
    };
    for (const auto &row : rows) {
        World world;
        world.transport.script = [&](const Sent &) {
            core::Reply reply = status(200, "OK");
            reply.expires_s = row.general;
            reply.bindings = row.bindings;
            return Answer{reply, {}};
        };
        Client alice(world);
        alice.start();
        world.run(Seconds(1));
        const std::string story = world.story();
        if (story != row.story)
            fail_msg("%s: %s", row.name, story.c_str());
    }
}

void granted_nothing_says_so(void **)
{
    World world;
    world.transport.script = [](const Sent &sent) {
        core::Reply reply = status(200, "OK");
        reply.bindings = {binding(sent.contact(), 0)};
        return Answer{reply, {}};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.journal.events.at(0).cause, "answered 200 OK and kept nothing");
    assert_int_equal(world.journal.events.at(0).status, 200);
}

void addresses_that_change_all_the_time_are_not_kept_for_ever(void **)
{
    World world;
    world.registrar.asks = false;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.script = [](const Sent &) { return Answer{}; };
    for (int network = 1; network <= 20; ++network) {
        world.transport.local4.host = "192.168.1." + std::to_string(network);
        world.driver.network_changed(alice.registration);
        world.run(Seconds(1));
    }
    const std::vector<std::string> contacts = world.transport.messages.back().values("Contact");
    assert_int_equal(contacts.size(), 1 + 8);
    assert_true(contacts[0].starts_with("<sip:alice@192.168.1.20:5070>"));
    assert_true(contacts[1].starts_with("<sip:alice@192.168.0.2:5070>")); // that one is known to be there
    assert_true(contacts[8].starts_with("<sip:alice@192.168.1.19:5070>"));
}

void a_proxy_is_where_everything_goes(void **)
{
    World world;
    std::shared_ptr<core::Account> by_proxy = account("sip:example.com");
    core::set_proxy(*by_proxy, "sip:192.0.2.9:5080", true);
    core::set_user_agent(*by_proxy, "phone/2");
    Client alice(world, by_proxy);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    assert_int_equal(world.resolver.count, 0);
    const Sent sent = world.transport.messages.back();
    ASSERT_TEXT(core::to_string(sent.target), "udp:192.0.2.9:5080");
    assert_true(sent.text.starts_with("REGISTER sip:example.com SIP/2.0"));
    ASSERT_TEXT(sent.value("Route"), "<sip:192.0.2.9:5080;lr>");
    ASSERT_TEXT(sent.value("User-Agent"), "phone/2");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest contacts[] = {
        cmocka_unit_test(the_401_shows_the_public_address_and_two_messages_do),
        cmocka_unit_test(a_2xx_that_shows_it_is_corrected_once),
        cmocka_unit_test(a_challenge_to_the_correction_is_answered),
        cmocka_unit_test(a_registrar_that_always_sees_another_address_is_followed_once_per_attempt),
        cmocka_unit_test(absurd_addresses_are_ignored),
        cmocka_unit_test(a_contact_of_the_callers_own_stays),
        cmocka_unit_test(a_nat_that_moved_is_followed_by_the_refresh),
        cmocka_unit_test(another_socket_has_no_public_address_yet),
        cmocka_unit_test(what_is_left_at_the_old_address_is_not_lost),
        cmocka_unit_test(what_was_registered_is_what_a_removal_names),
        cmocka_unit_test(a_correction_that_is_lost_is_made_up_for),
        cmocka_unit_test(an_address_that_comes_back_is_not_removed),
        cmocka_unit_test(an_address_that_comes_back_after_the_end_is_not_removed),
        cmocka_unit_test(the_confirmed_contact_is_the_one_that_goes),
        cmocka_unit_test(a_lost_first_register_leaves_no_stray_binding),
        cmocka_unit_test(contacts_come_back_in_many_ways),
        cmocka_unit_test(granted_nothing_says_so),
        cmocka_unit_test(addresses_that_change_all_the_time_are_not_kept_for_ever),
        cmocka_unit_test(a_proxy_is_where_everything_goes),
    };
    return cmocka_run_group_tests(contacts, nullptr, nullptr);
}
