// SPDX-License-Identifier: LGPL-2.1-or-later
// Stopping and forgetting in every phase, and what is destroyed inside its own callback, in virtual time.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

Answer lost(const Sent &) { return {}; }

/// Where a registration may be when the end comes.
enum class Stage { fresh, resolving, queued, connecting, sent, challenged, registered, refreshing, waiting, querying,
                   removing };

constexpr Stage kStages[] = {Stage::fresh,      Stage::resolving,  Stage::queued,     Stage::connecting,
                             Stage::sent,       Stage::challenged, Stage::registered, Stage::refreshing,
                             Stage::waiting,    Stage::querying,   Stage::removing};

/// One place, taken by bob while alice queues.
struct Scene {
    World world{1};
    std::unique_ptr<Client> bob, alice;

    explicit Scene(Stage stage)
    {
        alice = std::make_unique<Client>(world, account("sip:registrar.example"));
        world.resolver.hosts["registrar.example"] = {"192.0.2.1"};
        switch (stage) {
        case Stage::fresh:
            break;
        case Stage::resolving:
            world.resolver.delay = Seconds(5);
            alice->start();
            break;
        case Stage::queued:
            world.transport.script = lost;
            bob = std::make_unique<Client>(world, account("sip:192.0.2.1", "sip:bob@example.com"));
            bob->start();
            alice->start();
            break;
        case Stage::connecting:
            world.transport.connect_time = Seconds(5);
            alice->start();
            break;
        case Stage::sent:
            alice->start();
            break;
        case Stage::challenged:
            alice->start();
            world.run(Millis(30)); // the 401 came after 20 ms
            break;
        case Stage::registered:
            keep();
            break;
        case Stage::refreshing:
            keep();
            world.run(Millis(3'077'050)); // refreshed 3078 s after the answer
            break;
        case Stage::waiting:
            world.resolver.hosts.clear();
            alice->start();
            world.resolver.hosts["registrar.example"] = {"192.0.2.1"};
            break;
        case Stage::querying:
            keep();
            alice->query();
            break;
        case Stage::removing:
            keep();
            alice->stop();
            break;
        }
        world.story();
        world.requests();
    }

    void keep()
    {
        alice->start();
        world.run(Seconds(1));
    }
};

void a_stop_ends_in_every_phase(void **)
{
    const struct {
        const char *name;
        Stage stage;
        const char *story, *requests;
    } rows[] = {
        {"fresh", Stage::fresh, "unregistered", ""},
        {"resolving", Stage::resolving, "unregistered", ""},
        {"queued", Stage::queued, "unregistered", ""},
        {"connecting", Stage::connecting, "unregistered", "add remove+auth"},
        {"sent", Stage::sent, "unregistered", "remove+auth"},
        {"challenged", Stage::challenged, "registered 3600; unregistered", "remove+auth"},
        {"registered", Stage::registered, "unregistered", "remove+auth"},
        {"refreshing", Stage::refreshing, "registered 3600; unregistered", "remove+auth"},
        {"waiting", Stage::waiting, "unregistered", ""},
        {"querying", Stage::querying, "bindings 1; unregistered", "remove+auth"},
        {"removing", Stage::removing, "unregistered", ""},
    };
    for (const auto &row : rows) {
        Scene scene(row.stage);
        scene.alice->stop();
        scene.world.run(Seconds(20));
        const std::string story = scene.world.story(), requests = scene.world.requests();
        if (story != row.story || requests != row.requests)
            fail_msg("%s: %s (%s)", row.name, story.c_str(), requests.c_str());
        assert_true(scene.alice->is(core::State::idle));
        assert_true(scene.world.registrar.bindings().empty());
        assert_int_equal(scene.alice->status().next_attempt.count(), -1);
    }
}

void a_start_after_a_stop_registers_in_every_phase(void **)
{
    for (const Stage stage : kStages) {
        Scene scene(stage);
        scene.world.transport.script = scene.world.registrar.script();
        scene.alice->stop();
        scene.alice->start();
        scene.world.run(Seconds(60)); // bob's silence takes 32 of them
        if (!scene.alice->is(core::State::registered) || scene.world.registrar.bindings().empty())
            fail_msg("stage %d: %s", int(stage), scene.world.story().c_str());
    }
}

void a_stop_after_a_start_removes_in_every_phase(void **)
{
    for (const Stage stage : kStages) {
        Scene scene(stage);
        scene.world.transport.script = scene.world.registrar.script();
        scene.alice->start();
        scene.alice->stop();
        scene.world.run(Seconds(60));
        if (!scene.alice->is(core::State::idle) || scene.world.registrar.bindings().size() != (scene.bob ? 1 : 0))
            fail_msg("stage %d: %s", int(stage), scene.world.story().c_str());
    }
}

void to_be_forgotten_is_silent_in_every_phase(void **)
{
    for (const Stage stage : kStages) {
        Scene scene(stage);
        scene.bob.reset();
        scene.alice.reset();
        assert_int_equal(scene.world.transport.outstanding(), 0);
        assert_int_equal(scene.world.resolver.outstanding(), 0);
        assert_true(scene.world.driver.next_deadline() == kNever);
        scene.world.run(Seconds(10'000));
        ASSERT_TEXT(scene.world.story(), "");
        // The one place is free.
        scene.world.transport.script = scene.world.registrar.script();
        Client carol(scene.world, account("sip:192.0.2.1", "sip:carol@example.com"));
        carol.start();
        scene.world.run(Seconds(11));
        assert_true(carol.is(core::State::registered));
    }
}

void who_is_forgotten_lets_the_next_in_line_go(void **)
{
    Scene scene(Stage::queued);
    assert_int_equal(scene.world.transport.count, 1);
    scene.bob.reset();
    assert_int_equal(scene.world.transport.count, 2);
}

void to_be_forgotten_right_after_any_event_is_safe(void **)
{
    // As the application does that destroys its registration inside the callback: the end comes before anything else.
    const Transport::Script scripts[] = {
        lost,
        [](const Sent &) { return Answer{challenge("same"), {}}; },
        [](const Sent &) { return Answer{status(403), {}}; },
        [](const Sent &) { return Answer{status(500), {}}; },
        [](const Sent &) { return Answer{{}, core::Silence::broken}; },
        [](const Sent &sent) {
            core::Reply reply = status(200);
            reply.bindings = {binding(sent.contact(), 2)};
            return Answer{reply, {}};
        },
    };
    for (const Transport::Script &script : scripts)
        for (const Stage stage : kStages) {
            Scene scene(stage);
            scene.world.transport.script = script;
            scene.world.journal.watch = [&](registration::Registration &, const registration::Event &) {
                scene.world.agenda.at(scene.world.clock.time, [&] { scene.alice.reset(), scene.bob.reset(); });
            };
            scene.alice->start();
            scene.alice->query();
            scene.world.run(Seconds(10'000));
            assert_null(scene.alice.get());
            assert_int_equal(scene.world.transport.outstanding(), 0);
            assert_int_equal(scene.world.resolver.outstanding(), 0);
        }
}

void a_binding_that_may_have_been_made_is_removed(void **)
{
    // The registrar took the REGISTER, its answer was lost, and the attempt has failed already.
    World world;
    world.registrar.asks = false;
    world.transport.script = [&](const Sent &sent) {
        world.registrar.answer(sent);
        return Answer{};
    };
    Client alice(world);
    alice.start();
    world.run(Seconds(40));
    assert_int_equal(world.registrar.bindings().size(), 1);
    world.transport.script = world.registrar.script();
    alice.stop();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "failed register timeout, retry; unregistered");
    assert_true(world.registrar.bindings().empty());
}

void a_stop_at_a_silent_registrar_ends_with_the_attempt(void **)
{
    World world;
    world.transport.script = lost;
    Client alice(world);
    alice.start();
    world.run(Seconds(10));
    alice.stop();
    world.run(Seconds(23));
    ASSERT_TEXT(world.story(), "failed unregister timeout");
    assert_true(alice.is(core::State::idle));
    world.run(Seconds(10'000));
    ASSERT_TEXT(world.requests(), "add");
}

void a_removal_that_fails_is_told_and_not_repeated(void **)
{
    World world;
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.transport.script = [](const Sent &) { return Answer{status(500, "Oops"), {}}; };
    alice.stop();
    world.run(Seconds(10'000));
    const registration::Event event = world.journal.events.at(0);
    ASSERT_TEXT(world.story(), "failed unregister temporary");
    ASSERT_TEXT(event.cause, "answered 500 Oops");
    assert_int_equal(event.attempt, 1);
    assert_true(event.state == core::State::idle);
}

void a_removal_finds_the_second_address(void **)
{
    World world;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
    Client alice(world, account("sip:pair.example"));
    alice.start();
    world.run(Seconds(1));
    world.story();
    world.transport.script = [&](const Sent &sent) {
        return core::to_string(sent.target.ip) == "192.0.2.1" ? Answer{} : world.registrar.answer(sent);
    };
    alice.stop();
    world.run(Seconds(5));
    ASSERT_TEXT(world.story(), "unregistered");
}

void events_say_what_they_are_about(void **)
{
    using registration::Event;
    using registration::EventType;
    World world;
    Client alice(world);
    alice.stop();
    const Event nothing = world.journal.events.back();
    assert_true(nothing.type == EventType::unregistered && nothing.operation == core::Operation::remove);
    alice.start();
    world.run(Seconds(1));
    const Event registered = world.journal.events.back();
    assert_true(registered.type == EventType::registered && registered.operation == core::Operation::add);
    assert_int_equal(registered.remaining.count(), 3'600'000);
    assert_int_equal(registered.next_attempt.count(), 3'078'000);
    assert_int_equal(registered.status, 200);
    assert_int_equal(registered.cseq, 2);
    assert_false(registered.head.empty());
    alice.stop();
    world.run(Seconds(1));
    const Event removed = world.journal.events.back();
    assert_true(removed.type == EventType::unregistered && removed.operation == core::Operation::remove);
    assert_true(removed.state == core::State::idle);
    assert_int_equal(removed.granted_s, 0);
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest endings[] = {
        cmocka_unit_test(a_stop_ends_in_every_phase),
        cmocka_unit_test(a_start_after_a_stop_registers_in_every_phase),
        cmocka_unit_test(a_stop_after_a_start_removes_in_every_phase),
        cmocka_unit_test(to_be_forgotten_is_silent_in_every_phase),
        cmocka_unit_test(who_is_forgotten_lets_the_next_in_line_go),
        cmocka_unit_test(to_be_forgotten_right_after_any_event_is_safe),
        cmocka_unit_test(a_binding_that_may_have_been_made_is_removed),
        cmocka_unit_test(a_stop_at_a_silent_registrar_ends_with_the_attempt),
        cmocka_unit_test(a_removal_that_fails_is_told_and_not_repeated),
        cmocka_unit_test(a_removal_finds_the_second_address),
        cmocka_unit_test(events_say_what_they_are_about),
    };
    return cmocka_run_group_tests(endings, nullptr, nullptr);
}
