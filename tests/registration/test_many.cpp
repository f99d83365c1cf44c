// SPDX-License-Identifier: LGPL-2.1-or-later
// Many registrations and much time: a day with lost answers, ten thousand at one window.
#include "support/sanitized.hpp"
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

constexpr std::size_t kMany = test::kSanitized ? 3'000 : 10'000;

struct Tally {
    std::size_t registered = 0, failed = 0, degraded = 0, expired = 0;

    void count(const registration::Event &event)
    {
        using registration::EventType;
        registered += event.type == EventType::registered;
        failed += event.type == EventType::failed;
        degraded += event.type == EventType::degraded;
        expired += event.type == EventType::expired;
    }
};

/// A world of many clients that counts instead of remembering.
struct Crowd {
    explicit Crowd(std::size_t size, std::size_t limit = 200) : world(limit)
    {
        world.transport.keep_messages = world.journal.keep = false;
        world.dice.spread = true;
        world.journal.watch = [this](registration::Registration &, const registration::Event &event) {
            tally.count(event);
        };
        for (std::size_t i = 0; i < size; ++i) {
            const std::string aor = "sip:user" + std::to_string(i) + "@example.com";
            clients.push_back(std::make_unique<Client>(world, account("sip:192.0.2.1", aor)));
        }
    }

    void start()
    {
        for (const auto &client : clients)
            client->start();
    }

    bool all_are(core::State state) const
    {
        return std::all_of(clients.begin(), clients.end(), [&](const auto &client) { return client->is(state); });
    }

    World world;
    Tally tally;
    std::vector<std::unique_ptr<Client>> clients;
};

void a_day_with_lost_answers_keeps_the_binding(void **)
{
    Crowd crowd(1);
    World &world = crowd.world;
    world.transport.script = [&](const Sent &sent) {
        const Answer answer = world.registrar.answer(sent);
        return world.dice.source() % 10 < 3 ? Answer{} : answer;
    };
    crowd.start();
    world.run(Seconds(3600));
    assert_true(crowd.all_are(core::State::registered));
    for (int minute = 0; minute < 24 * 60; ++minute) {
        world.run(Seconds(60));
        assert_int_equal(world.registrar.bindings().size(), 1);
    }
    assert_int_equal(crowd.tally.expired, 0);
    assert_true(crowd.tally.degraded > 0);
    assert_in_range(crowd.tally.registered, 24, 32);
    assert_in_range(world.transport.count, 24, 80);
    ASSERT_TEXT(world.registrar.complaint, "");
}

void ten_thousand_pass_through_one_window(void **)
{
    Crowd crowd(kMany);
    World &world = crowd.world;
    crowd.start();
    assert_int_equal(world.transport.outstanding(), 200);
    world.run(Seconds(10));
    assert_int_equal(crowd.tally.registered, kMany);
    assert_int_equal(world.transport.count, 2 * kMany);
    assert_int_equal(world.transport.most_outstanding, 200);
    world.run(Seconds(2 * 3600));
    assert_int_equal(crowd.tally.expired + crowd.tally.failed, 0);
    // Refreshed twice or three times by one message each, and nothing is left of it.
    assert_int_equal(world.transport.count, kMany + crowd.tally.registered);
    assert_in_range(crowd.tally.registered, 3 * kMany, 4 * kMany);
    assert_int_equal(world.transport.most_outstanding, 200);
    assert_int_equal(world.transport.outstanding(), 0);
    assert_false(world.transport.doubled);
    ASSERT_TEXT(world.registrar.complaint, "");
    for (const auto &client : crowd.clients) {
        assert_null(client->registration.attempt.get());
        assert_int_equal(client->registration.logins.size(), 1);
    }
}

void ten_thousand_refusals_at_once_are_taken_one_by_one(void **)
{
    // Each refusal frees a place for the next, who is refused too: no call may stand on another's shoulders.
    Crowd crowd(0, 1);
    for (std::size_t i = 0; i < kMany; ++i)
        crowd.clients.push_back(std::make_unique<Client>(
            crowd.world, account(("sip:10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250 + 1)).c_str())));
    crowd.world.transport.script = [](const Sent &) { return Answer{{}, core::Silence::refused, Millis(0)}; };
    crowd.start();
    crowd.world.run(Millis(0));
    assert_int_equal(crowd.tally.failed, kMany);
    assert_int_equal(crowd.world.transport.outstanding(), 0);
    assert_true(crowd.all_are(core::State::waiting));
}

void one_refusal_tells_ten_thousand(void **)
{
    Crowd crowd(kMany, 1);
    crowd.world.transport.script = [](const Sent &) { return Answer{{}, core::Silence::refused, Millis(0)}; };
    crowd.start();
    crowd.world.run(Millis(0));
    assert_int_equal(crowd.tally.failed, 1);
    assert_int_equal(crowd.world.transport.count, 1);
    assert_true(crowd.all_are(core::State::waiting));
}

void ten_thousand_names_that_fail_at_once_are_taken_one_by_one(void **)
{
    Crowd crowd(0);
    for (std::size_t i = 0; i < kMany; ++i)
        crowd.clients.push_back(std::make_unique<Client>(crowd.world, account("sip:nowhere.example")));
    crowd.start();
    assert_int_equal(crowd.tally.failed, kMany);
    crowd.world.run(Seconds(30)); // and all again
    assert_in_range(crowd.tally.failed, 2 * kMany, 2 * kMany + 100);
    assert_int_equal(crowd.world.transport.count, 0);
}

void a_dead_registrar_is_asked_by_one_at_a_time(void **)
{
    Crowd crowd(kMany, 100);
    crowd.world.transport.script = {};
    crowd.start();
    crowd.world.run(Seconds(33));
    assert_int_equal(crowd.world.transport.count, 100); // the window, before anybody knew
    assert_int_equal(crowd.world.transport.outstanding(), 0);
    crowd.world.transport.most_outstanding = 0;
    crowd.world.run(Seconds(3567));
    // One after the other, for 32 s each, with rests of 30 to 60 s between them.
    assert_int_equal(crowd.world.transport.most_outstanding, 1);
    assert_in_range(crowd.world.transport.count, 100 + 39, 100 + 60);
    crowd.world.transport.script = crowd.world.registrar.script();
    crowd.world.run(Seconds(1900));
    assert_true(crowd.all_are(core::State::registered));
}

void the_return_of_ten_thousand_is_spread(void **)
{
    Crowd crowd(kMany, 2000);
    crowd.world.transport.script = {};
    crowd.start();
    crowd.world.run(Seconds(600));
    crowd.world.transport.script = crowd.world.registrar.script();
    std::size_t most = 0;
    for (int second = 0; second < 150; ++second) {
        const std::size_t before = crowd.tally.registered;
        crowd.world.run(Seconds(1));
        most = std::max(most, crowd.tally.registered - before);
    }
    // But for the 2000 of the first window, who have a backoff of their own: a rest, and half a trial.
    assert_true(crowd.tally.registered >= kMany - 2000);
    assert_in_range(most, 100, 1500);
    crowd.world.run(Seconds(1900));
    assert_true(crowd.all_are(core::State::registered));
}

void one_registration_is_small(void **)
{
    // What an idle one costs beside its texts; an attempt lives only as long as it lasts.
    assert_true(sizeof(registration::Registration) <= 512);
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest many[] = {
        cmocka_unit_test(a_day_with_lost_answers_keeps_the_binding),
        cmocka_unit_test(ten_thousand_pass_through_one_window),
        cmocka_unit_test(ten_thousand_refusals_at_once_are_taken_one_by_one),
        cmocka_unit_test(ten_thousand_names_that_fail_at_once_are_taken_one_by_one),
        cmocka_unit_test(one_refusal_tells_ten_thousand),
        cmocka_unit_test(a_dead_registrar_is_asked_by_one_at_a_time),
        cmocka_unit_test(the_return_of_ten_thousand_is_spread),
        cmocka_unit_test(one_registration_is_small),
    };
    return cmocka_run_group_tests(many, nullptr, nullptr);
}
