// SPDX-License-Identifier: LGPL-2.1-or-later
// Outbound (RFC 5626): what is asked for, and several flows under one handle.
#include "core/text.hpp"
#include "support/world.hpp"

#include <algorithm>
#include <set>

namespace sipreg::fake {

namespace {

constexpr const char *kInstance = "urn:uuid:00000000-0000-1000-8000-aabbccddeeff";

std::shared_ptr<core::Account> wanting(int flows, const char *registrar = "sip:192.0.2.1;transport=tcp")
{
    auto wanted = account(registrar);
    core::set_instance(*wanted, kInstance);
    core::set_outbound(*wanted, flows);
    return wanted;
}

struct Consenting : World {
    Consenting()
    {
        registrar.touch = [](core::Reply &reply) {
            if (reply.status == 200)
                reply.head += "Require: outbound\r\n";
        };
    }

    /// "1@192.0.2.1/0": reg-id, address and connection of each REGISTER with credentials; forgotten then.
    std::string flows()
    {
        std::string text;
        for (const Sent &sent : transport.messages)
            if (!sent.value("Authorization").empty())
                text += (text.empty() ? "" : " ") + reg_id(sent.value("Contact")) + "@" + core::to_string(sent.target.ip) +
                        "/" + std::to_string(sent.flow);
        transport.messages.clear();
        return text;
    }

    static std::string reg_id(const std::string &contact)
    {
        return core::param_value(contact.substr(contact.find('>') + 1), "reg-id");
    }

    void lose(const char *ip) { transport.lose({core::Transport::tcp, *core::parse_ip(ip), 5060}); }
};

/// Two servers, both for TCP and UDP.
struct Pair : Consenting {
    Pair()
    {
        for (const char *service : {"_sip._tcp.pair.example", "_sip._udp.pair.example"})
            for (std::uint16_t i = 1; i <= 2; ++i)
                resolver.services[service].push_back({i, 0, 5060, "h" + std::to_string(i) + ".example"});
        resolver.hosts["h1.example"] = {"192.0.2.1"};
        resolver.hosts["h2.example"] = {"192.0.2.2"};
    }
};

void outbound_is_asked_for(void **)
{
    World world;
    Client client(world, wanting(1));
    client.start();
    world.run(Seconds(1));
    const Sent &sent = world.transport.messages.back();
    ASSERT_TEXT(sent.value("Supported"), "path, outbound");
    assert_true(sent.value("Contact").find(";reg-id=1;+sip.instance=\"<" + std::string(kInstance) + ">\"") != std::string::npos);
    assert_int_equal(client.status().flow, 1);
    assert_false(client.status().outbound);
}

void without_consent_there_is_one_binding(void **)
{
    World world;
    Client client(world, wanting(4));
    client.start();
    world.run(Seconds(7200));
    assert_int_equal(world.transport.held(), 1);
    assert_int_equal(registration::further_flows(client.registration).size(), 0);
}

void where_the_first_hop_does_not_know_it_goes_without(void **)
{
    World world;
    world.registrar.touch = [](core::Reply &reply) {
        if (reply.status == 200)
            reply = status(439, "First Hop Lacks Outbound Support");
    };
    Client client(world, wanting(2));
    client.start();
    world.run(Millis(30)); // asked for credentials, and answered
    world.registrar.touch = {};
    world.run(Seconds(1));
    const Sent &sent = world.transport.messages.back();
    ASSERT_TEXT(sent.value("Supported"), "");
    assert_true(sent.value("Contact").find("reg-id") == std::string::npos);
    ASSERT_TEXT(world.story(), "registered 3600");
}

void with_consent_each_flow_is_bound_under_its_number(void **)
{
    Consenting world;
    Client client(world, wanting(3));
    client.start();
    world.run(Seconds(1));
    std::set<std::string> calls;
    for (const Sent &sent : world.transport.messages)
        calls.insert(sent.value("Call-ID"));
    assert_int_equal(calls.size(), 3);
    ASSERT_TEXT(world.flows(), "1@192.0.2.1/0 2@192.0.2.1/1 3@192.0.2.1/2");
    assert_int_equal(world.transport.held(), 3);
    ASSERT_TEXT(world.story(), "registered 3600; registered 3600; registered 3600");
    assert_true(client.status().outbound && !client.status().degraded);
}

void flows_part_where_there_are_several_targets(void **)
{
    Pair world;
    Client client(world, wanting(2, "sip:pair.example;transport=tcp"));
    client.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.flows(), "1@192.0.2.1/0 2@192.0.2.2/1");
}

void over_udp_there_are_no_more_flows_than_targets(void **)
{
    Pair world;
    Client pair(world, wanting(4, "sip:pair.example;transport=udp"));
    pair.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.flows(), "1@192.0.2.1/0 2@192.0.2.2/1");
    Client single(world, wanting(4, "sip:192.0.2.3;transport=udp"));
    single.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.flows(), "1@192.0.2.3/0");
}

void one_flow_that_lives_is_enough(void **)
{
    Pair world;
    Client client(world, wanting(2, "sip:pair.example;transport=tcp"));
    client.start();
    world.run(Seconds(10));
    world.story();
    world.flows();
    world.lose("192.0.2.2");
    const registration::Event event = world.journal.events.back();
    assert_true(event.type == registration::EventType::degraded && event.flow == 2);
    assert_true(client.status().degraded && client.is(core::State::registered));
    assert_false(client.registration.session.degraded);
    world.run(Seconds(5));
    ASSERT_TEXT(world.flows(), "2@192.0.2.2/1");
    assert_false(client.status().degraded);
}

void a_binding_that_runs_out_beside_another_ends_nothing(void **)
{
    Pair world;
    Client client(world, wanting(2, "sip:pair.example;transport=tcp"));
    client.start();
    world.run(Seconds(10));
    // The first one's server dies, the second one's refreshes go on.
    world.transport.script = [&world](const Sent &sent) {
        return sent.value("Contact").find("reg-id=1") != std::string::npos ? Answer{} : world.registrar.answer(sent);
    };
    world.run(Seconds(3700));
    assert_false(client.registration.session.alive());
    const registration::Event status = client.status();
    assert_true(status.state == core::State::registered && status.degraded && status.remaining > Seconds(60));
}

void all_of_them_go_and_that_is_told_once(void **)
{
    Consenting world;
    Client client(world, wanting(3));
    client.start();
    world.run(Seconds(1));
    world.story();
    world.requests();
    client.stop();
    assert_true(client.status().state == core::State::unregistering);
    world.run(Seconds(1));
    std::string removed; // RFC 5626 §6: the number says which one
    for (const Sent &sent : world.transport.messages)
        removed += world.reg_id(sent.value("Contact")) + " ";
    assert_true(removed == "2 3 1 ");
    ASSERT_TEXT(world.requests(), "remove+auth remove+auth remove+auth");
    ASSERT_TEXT(world.story(), "unregistered");
    assert_int_equal(world.transport.held(), 0);
    client.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.held(), 3);
}

void on_another_network_they_are_bound_anew_under_the_same_numbers(void **)
{
    Consenting world;
    Client client(world, wanting(2));
    client.start();
    world.run(Seconds(1));
    world.flows();
    world.driver.network_changed(client.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.flows(), "1@192.0.2.1/0 2@192.0.2.1/1");
    assert_int_equal(world.transport.held(), 2);
}

void what_takes_all_bindings_takes_those_of_the_flows(void **)
{
    Consenting world;
    Client client(world, wanting(2));
    client.start();
    world.run(Seconds(1));
    world.flows();
    world.driver.remove_all(client.registration);
    world.run(Seconds(1));
    ASSERT_TEXT(world.flows(), "@192.0.2.1/0 1@192.0.2.1/0 2@192.0.2.1/1"); // the first names no Contact of ours
}

void fewer_flows_are_kept_when_fewer_are_wanted(void **)
{
    Consenting world;
    Client client(world, wanting(3));
    client.start();
    world.run(Seconds(1));
    world.driver.update(client.registration, wanting(2));
    assert_int_equal(world.transport.held(), 2);
    world.driver.refresh(client.registration, Seconds(10));
    world.run(Seconds(1));
    assert_int_equal(world.transport.held(), 2);
}

void the_flows_of_one_device_are_not_foreign_to_each_other(void **)
{
    Consenting world;
    const auto consent = world.registrar.touch;
    world.registrar.touch = [consent](core::Reply &reply) {
        consent(reply);
        for (const int number : {1, 2}) {
            core::Binding other = binding("sip:alice@192.168.0.2:507" + std::to_string(number), 3600);
            other.params = ";+sip.instance=\"<" + std::string(kInstance) + ">\";reg-id=" + std::to_string(number);
            reply.bindings.push_back(other);
        }
    };
    Client client(world, wanting(2));
    client.start();
    world.run(Seconds(7200));
    assert_true(world.story().find("foreign") == std::string::npos);
}

// RFC 5626 §4.5: with the dice at half, three quarters of 30 seconds, or of 90.
void a_flow_that_fails_beside_another_waits_longer(void **)
{
    for (const bool alone : {true, false}) {
        Pair world;
        Client client(world, wanting(2, "sip:pair.example;transport=tcp"));
        client.start();
        world.run(Seconds(10));
        if (alone)
            world.driver.forget(client.registration);
        Client other(world, wanting(1, "sip:192.0.2.7"));
        registration::Registration &failing = alone ? other.registration : *client.registration.kin->further.front();
        failing.account = [&] {
            auto short_lived = std::make_shared<core::Account>(*failing.account);
            core::set_retry_s(*short_lived, 20, 1800);
            return short_lived;
        }();
        failing.session.bound_until = kNever;
        world.transport.script = [](const Sent &) { return Answer{status(500), {}}; };
        world.driver.refresh(failing, Seconds(10));
        world.run(Seconds(1));
        const Millis wait = failing.session.next_attempt - world.clock.time;
        assert_in_range(wait.count(), alone ? 13'000 : 43'000, alone ? 15'000 : 45'000);
    }
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest outbound[] = {
        cmocka_unit_test(outbound_is_asked_for),
        cmocka_unit_test(without_consent_there_is_one_binding),
        cmocka_unit_test(where_the_first_hop_does_not_know_it_goes_without),
        cmocka_unit_test(with_consent_each_flow_is_bound_under_its_number),
        cmocka_unit_test(flows_part_where_there_are_several_targets),
        cmocka_unit_test(over_udp_there_are_no_more_flows_than_targets),
        cmocka_unit_test(one_flow_that_lives_is_enough),
        cmocka_unit_test(a_binding_that_runs_out_beside_another_ends_nothing),
        cmocka_unit_test(all_of_them_go_and_that_is_told_once),
        cmocka_unit_test(on_another_network_they_are_bound_anew_under_the_same_numbers),
        cmocka_unit_test(what_takes_all_bindings_takes_those_of_the_flows),
        cmocka_unit_test(fewer_flows_are_kept_when_fewer_are_wanted),
        cmocka_unit_test(the_flows_of_one_device_are_not_foreign_to_each_other),
        cmocka_unit_test(a_flow_that_fails_beside_another_waits_longer),
    };
    return cmocka_run_group_tests(outbound, nullptr, nullptr);
}
