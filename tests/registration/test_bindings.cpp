// SPDX-License-Identifier: LGPL-2.1-or-later
// The bindings of an AOR: ours lost, replaced or rewritten, those of others, several of ours, what came with them.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

core::Binding with_params(core::Binding binding, const char *params)
{
    binding.params = params;
    return binding;
}

std::shared_ptr<core::Account> with_instance()
{
    std::shared_ptr<core::Account> changed = account();
    core::set_instance(*changed, "urn:uuid:00000000-0000-1000-8000-000a95a0e128");
    return changed;
}

constexpr const char *kInstance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>\"";

void a_lost_binding_is_told_and_made_anew(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.story();
    world.registrar.touch = [](core::Reply &reply) { reply.bindings.clear(); };
    alice.query();
    world.run(Millis(20));
    world.registrar.touch = nullptr;
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "bindings 0; lost; registered 3600");
}

void a_registrar_that_never_lists_ours_has_lost_nothing(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) { reply.bindings.clear(); };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    alice.query();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600; bindings 0");
}

void another_of_our_instance_replaces_us(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        for (core::Binding &binding : reply.bindings)
            binding.params = kInstance;
    };
    Client alice(world, with_instance());
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    bool once = true;
    world.registrar.touch = [&once](core::Reply &reply) {
        if (std::exchange(once, false))
            reply.bindings = {with_params(binding("sip:alice@198.51.100.7", 600), kInstance)};
    };
    alice.query();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "bindings 1; replaced; registered 3600");
}

void a_rewritten_contact_is_learned_and_told_once(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        for (core::Binding &binding : reply.bindings)
            binding.uri = "sip:alice@203.0.113.9:40000";
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "rewritten; registered 3600");
    alice.query();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "bindings 1"); // it is known to be ours
    (void)world.requests();
    world.run(Seconds(3600));
    ASSERT_TEXT(world.story(), "registered 3600");
    ASSERT_TEXT(world.requests(), "add+auth"); // and nobody runs after it
}

void a_foreign_binding_is_told_when_it_appears(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    world.registrar.touch = [](core::Reply &reply) {
        reply.bindings.push_back(binding("sip:alice@198.51.100.7", 600));
    };
    alice.query();
    world.run(Seconds(1));
    assert_int_equal(world.journal.events.size(), 2);
    ASSERT_TEXT(world.journal.events[0].bindings.at(0).uri, "sip:alice@198.51.100.7");
    ASSERT_TEXT(world.story(), "foreign 1; bindings 2");
    alice.query();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "bindings 2");
}

void those_that_were_there_before_us_are_no_news(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        reply.bindings.insert(reply.bindings.begin(), binding("sip:alice@198.51.100.7", 60));
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600"); // and not 60
}

void one_foreign_binding_is_removed(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.story();
    (void)world.requests();
    world.driver.remove_others(alice.registration, {"sip:alice@198.51.100.7"});
    world.run(Seconds(1));
    const Sent sent = world.transport.messages.at(0);
    ASSERT_TEXT(sent.value("Contact"), "<sip:alice@198.51.100.7>;expires=0");
    assert_int_equal(sent.values("Contact").size(), 1);
    ASSERT_TEXT(world.story(), "bindings 1");
    assert_true(alice.registration.unwanted().empty());
}

void one_more_that_is_asked_for_meanwhile_is_removed_next(void **)
{
    World world;
    world.registrar.asks = false;
    Client alice(world);
    world.driver.remove_others(alice.registration, {"sip:alice@198.51.100.7"});
    world.run(Millis(10)); // it is out
    world.driver.remove_others(alice.registration, {"sip:alice@198.51.100.8"});
    world.run(Seconds(1));
    assert_int_equal(world.transport.messages.size(), 2);
    ASSERT_TEXT(world.transport.messages.at(1).value("Contact"), "<sip:alice@198.51.100.8>;expires=0");
    assert_true(alice.registration.unwanted().empty());
    world.transport.script = [](const Sent &) { return Answer{status(500, "No"), {}, Millis(20)}; };
    world.driver.remove_others(alice.registration, {"sip:alice@198.51.100.9"});
    world.run(Seconds(1));
    assert_true(alice.registration.unwanted().empty()); // it was told that this failed
}

void everything_is_removed_with_a_star(void **)
{
    World world;
    Client alice(world);
    world.driver.remove_all(alice.registration);
    world.run(Seconds(1));
    const Sent sent = world.transport.messages.at(0);
    ASSERT_TEXT(sent.value("Contact"), "*");
    ASSERT_TEXT(sent.value("Expires"), "0");
    ASSERT_TEXT(world.story(), "bindings 0");
}

void contacts_that_are_gone_are_removed_in_the_same_request(void **)
{
    World world;
    const std::shared_ptr<core::Account> before = account(), after = account();
    core::add_contact(*before, "sip:alice@192.0.2.50", ";q=0.5");
    core::add_contact(*before, "sip:alice@192.0.2.51", "");
    core::add_contact(*after, "sip:alice@192.0.2.51", "");
    Client alice(world, before);
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.registrar.bindings().size(), 3);
    (void)world.requests();
    world.driver.update(alice.registration, after);
    world.run(Seconds(1));
    ASSERT_TEXT(world.transport.messages.at(0).values("Contact").back(), "<sip:alice@192.0.2.50>;expires=0");
    assert_int_equal(world.registrar.bindings().size(), 2);
    alice.stop();
    world.run(Seconds(1));
    assert_true(world.registrar.bindings().empty());
}

void every_address_that_we_had_is_cleared(void **)
{
    // At A; then an answer is lost at B; then we are at C: both must go.
    World world;
    world.registrar.asks = false;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.transport.local4.host = "10.0.0.1";
    world.transport.script = [&](const Sent &sent) {
        (void)world.registrar.answer(sent);
        return Answer{};
    };
    world.driver.network_changed(alice.registration);
    world.run(Seconds(1));
    world.transport.local4.host = "10.0.0.2";
    world.transport.script = world.registrar.script();
    world.driver.network_changed(alice.registration);
    world.run(Seconds(1));
    assert_int_equal(world.registrar.bindings().size(), 1);
    assert_true(world.registrar.bindings().begin()->first.find("10.0.0.2") != std::string::npos);
    assert_true(alice.registration.old_contacts.empty());
}

void services_come_and_go_with_the_binding(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) { reply.head += "Service-Route: <sip:p1.example.com;lr>\r\n"; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.journal.events.back().services->route_set, "<sip:p1.example.com;lr>");
    ASSERT_TEXT(alice.status().services->service_route.at(0), "<sip:p1.example.com;lr>");
    world.transport.script = [](const Sent &) { return Answer{}; };
    world.run(Seconds(3700));
    assert_null(alice.status().services.get());
    assert_null(alice.registration.learned->services.get());
}

void a_push_service_that_is_refused_is_left_out(void **)
{
    World world;
    world.registrar.asks = false;
    world.transport.script = [&](const Sent &sent) {
        if (sent.text.find("pn-provider") == std::string::npos)
            return world.registrar.answer(sent);
        return Answer{status(555, "Push Notification Service Not Supported"), {}, Millis(20)};
    };
    const std::shared_ptr<core::Account> pushed = account();
    core::set_push(*pushed, "acme", "param", "token");
    Client alice(world, pushed);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.requests(), "add add");
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_registrar_that_shows_our_instance_elsewhere_is_told(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        for (core::Binding &binding : reply.bindings)
            binding = with_params(fake::binding("sip:edge@203.0.113.9:5080", binding.expires_s), kInstance);
    };
    Client alice(world, with_instance());
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "rewritten; registered 3600");
    world.run(Seconds(3600));
    ASSERT_TEXT(world.story(), "registered 3600"); // it is known by now
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest bindings[] = {
        cmocka_unit_test(a_lost_binding_is_told_and_made_anew),
        cmocka_unit_test(a_registrar_that_never_lists_ours_has_lost_nothing),
        cmocka_unit_test(another_of_our_instance_replaces_us),
        cmocka_unit_test(a_rewritten_contact_is_learned_and_told_once),
        cmocka_unit_test(a_foreign_binding_is_told_when_it_appears),
        cmocka_unit_test(those_that_were_there_before_us_are_no_news),
        cmocka_unit_test(one_foreign_binding_is_removed),
        cmocka_unit_test(one_more_that_is_asked_for_meanwhile_is_removed_next),
        cmocka_unit_test(everything_is_removed_with_a_star),
        cmocka_unit_test(contacts_that_are_gone_are_removed_in_the_same_request),
        cmocka_unit_test(every_address_that_we_had_is_cleared),
        cmocka_unit_test(services_come_and_go_with_the_binding),
        cmocka_unit_test(a_push_service_that_is_refused_is_left_out),
        cmocka_unit_test(a_registrar_that_shows_our_instance_elsewhere_is_told),
    };
    return cmocka_run_group_tests(bindings, nullptr, nullptr);
}
