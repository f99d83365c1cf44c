// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registration can tell of its last attempts.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

std::string text(const core::Passage &passage)
{
    std::string line = "  +" + std::to_string(passage.at.count()) + " " + core::to_string(passage.target) + " " +
                       std::to_string(passage.status) + " " + core::about(passage.rule).name;
    for (const core::Asked &asked : passage.remark().asked)
        line += " [" + asked.realm + ": " + asked.offered + " -> " + asked.chosen + "]";
    const core::Remark &remark = passage.remark();
    if (remark.tls_fault != core::TlsFault::none)
        line += std::string(" {") + core::name(remark.tls_fault) + " " + std::to_string(remark.tls_alert) + "}";
    return line + (remark.problem.empty() ? "" : " (" + remark.problem + ")") + "\n";
}

std::string text(const core::Episode &episode)
{
    std::string all = std::string(name(episode.operation)) + ": " + core::about(episode.occasion).name + ", " +
                      std::to_string(episode.targets) + " targets\n";
    for (const core::Passage &passage : episode.passages)
        all += text(passage);
    return all + "  = " + core::about(episode.rule).name + ", " + name(episode.failure) + ", took " +
           std::to_string(episode.took.count()) + ", next " + std::to_string(episode.next.count()) + "\n";
}

std::string told(const Client &client)
{
    std::string all;
    for (const core::Episode &episode : client.registration.history.episodes())
        all += text(episode);
    return all;
}

void a_registration_and_its_refresh_are_told(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(3600));
    ASSERT_TEXT(told(alice), "register: wanted, 1 targets\n"
                             "  +0 udp:192.0.2.1:5060 401 challenge_answered [example.com: SHA-256 -> SHA-256]\n"
                             "  +20 udp:192.0.2.1:5060 200 granted\n"
                             "  = granted, none, took 40, next 3078000\n"
                             "register: refresh_due, 1 targets\n"
                             "  +0 udp:192.0.2.1:5060 200 granted\n"
                             "  = granted, none, took 20, next 3078000\n");
}

void the_way_over_two_targets_is_told(void **)
{
    World world;
    world.resolver.hosts["two.example"] = {"192.0.2.1", "192.0.2.2"};
    world.registrar.asks = false;
    world.transport.script = [&](const Sent &sent) {
        const bool first = core::to_string(sent.target) == "udp:192.0.2.1:5060";
        return first ? Answer{} : world.registrar.answer(sent);
    };
    Client alice(world, account("sip:two.example"));
    alice.start();
    world.run(Seconds(10));
    ASSERT_TEXT(told(alice), "register: wanted, 2 targets\n"
                             "  +0 udp:192.0.2.1:5060 0 next_target (no answer from udp:192.0.2.1:5060)\n"
                             "  +4000 udp:192.0.2.2:5060 200 granted\n"
                             "  = granted, none, took 4020, next 3078000\n");
}

void a_failure_is_told_with_its_cause_and_the_retry(void **)
{
    World world;
    Client alice(world, account("sip:nowhere.example"));
    alice.start();
    ASSERT_TEXT(told(alice), "register: wanted, 0 targets\n  = name_not_found, dns, took 0, next 22500\n");
    world.resolver.hosts["nowhere.example"] = {"192.0.2.1"};
    world.transport.script = [](const Sent &) { return Answer{status(403, "Forbidden"), {}, Millis(20)}; };
    world.run(Seconds(23));
    ASSERT_TEXT(text(alice.registration.history.episodes().back()),
                "register: retry_due, 1 targets\n"
                "  +0 udp:192.0.2.1:5060 403 forbidden\n"
                "  = forbidden, forbidden, took 20, next -1\n");
}

// Each with its own trouble, also where the event tells of the first alone.
void what_was_wrong_with_tls_is_told_of_each_target(void **)
{
    World world;
    world.resolver.hosts["three.example"] = {"192.0.2.1", "192.0.2.2", "192.0.2.3"};
    world.transport.script = [](const Sent &sent) -> Answer {
        static const Answer kAnswers[] = {
            {{}, core::Silence::tls, Millis(20), core::TlsFault::protocol_version, 70},
            {{}, core::Silence::unreachable, Millis(20), core::TlsFault::closed},
            {{}, core::Silence::refused},
        };
        return kAnswers[sent.target.ip.bytes[3] - 1];
    };
    Client alice(world, account("sip:three.example"));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(told(alice), "register: wanted, 3 targets\n"
                             "  +0 udp:192.0.2.1:5060 0 next_target {protocol_version 70} (the test wants silence)\n"
                             "  +20 udp:192.0.2.2:5060 0 next_target {closed 0} (the test wants silence)\n"
                             "  +40 udp:192.0.2.3:5060 0 not_trusted (the test wants silence)\n"
                             "  = not_trusted, tls, took 60, next 1350000\n");
    const registration::Event event = world.journal.events.at(0);
    assert_true(event.tls_fault == core::TlsFault::protocol_version);
    assert_int_equal(event.tls_alert, 70);
}

void a_refused_challenge_is_told(void **)
{
    World world;
    world.transport.script = [](const Sent &) { return Answer{challenge("same nonce"), {}, Millis(20)}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(told(alice), "register: wanted, 1 targets\n"
                             "  +0 udp:192.0.2.1:5060 401 challenge_answered [example.com: SHA-256 -> SHA-256]\n"
                             "  +20 udp:192.0.2.1:5060 401 challenge_refused [example.com: SHA-256 -> ]"
                             " (the credentials were rejected)\n"
                             "  = challenge_refused, credentials, took 40, next -1\n");
}

void only_the_last_ones_are_kept(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(std::chrono::hours(24));
    assert_int_equal(alice.registration.history.episodes().size(), 4);
    assert_true(alice.registration.history.episodes().front().began < alice.registration.history.episodes().back().began);
}

void an_attempt_under_way_is_told_as_far_as_it_came(void **)
{
    World world;
    world.transport.script = [](const Sent &) { return Answer{}; };
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(told(alice), "register: wanted, 1 targets\n"
                             "  +0 udp:192.0.2.1:5060 0 none\n"
                             "  = none, none, took -1, next -1\n");
    alice.stop();
    world.run(Seconds(31));
    assert_int_equal(alice.registration.history.episodes().size(), 1);
    assert_true(alice.registration.history.episodes().front().rule == core::Rule::out_of_time);
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest history[] = {
        cmocka_unit_test(a_registration_and_its_refresh_are_told),
        cmocka_unit_test(the_way_over_two_targets_is_told),
        cmocka_unit_test(a_failure_is_told_with_its_cause_and_the_retry),
        cmocka_unit_test(what_was_wrong_with_tls_is_told_of_each_target),
        cmocka_unit_test(a_refused_challenge_is_told),
        cmocka_unit_test(only_the_last_ones_are_kept),
        cmocka_unit_test(an_attempt_under_way_is_told_as_far_as_it_came),
    };
    return cmocka_run_group_tests(history, nullptr, nullptr);
}
