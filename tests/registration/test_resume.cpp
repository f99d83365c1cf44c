// SPDX-License-Identifier: LGPL-2.1-or-later
// A registration that goes on in another life of its process.
#include "registration/resume.hpp"

#include "support/world.hpp"

namespace sipreg::fake {

namespace {

constexpr std::int64_t kWall = 1'800'000'000'000;

// The wall clock stands still against ours but for @p apart.
registration::Now now(const World &world, Millis apart = Millis(0))
{
    const Millis passed = world.clock.time.time_since_epoch();
    return {world.clock.time, kWall + (passed + apart).count()};
}

core::Snapshot through_text(const core::Snapshot &snapshot)
{
    return core::read_snapshot(core::write_snapshot(snapshot)).value_or(core::Snapshot{});
}

// Registers, takes a snapshot, and forgets the client as a killed process would.
core::Snapshot first_life(World &world)
{
    Client alice(world);
    alice.start();
    world.run(Seconds(1));
    (void)world.requests();
    (void)world.story();
    return through_text(registration::snapshot_of(alice.registration, now(world)));
}

void the_same_binding_is_refreshed_with_one_message(void **)
{
    World world;
    const core::Snapshot snapshot = first_life(world);
    const std::uint32_t cseq = snapshot.cseq;
    const auto before = world.registrar.bindings();
    world.run(Seconds(100));
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world)));
    assert_true(alice.is(core::State::registered));
    assert_int_equal(alice.status().remaining.count() / 1000, 3600 - 101);
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
    const Sent sent = world.transport.messages.front();
    ASSERT_TEXT(world.requests(), "add+auth");
    assert_int_equal(sent.cseq(), cseq + 1);
    ASSERT_TEXT(sent.value("Call-ID"), snapshot.call_id.c_str());
    assert_int_equal(world.registrar.bindings().size(), 1);
    assert_true(world.registrar.bindings().begin()->first == before.begin()->first);
}

void a_binding_that_ran_out_meanwhile_is_not_alive(void **)
{
    World world;
    const core::Snapshot snapshot = first_life(world);
    world.run(Seconds(4000));
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world)));
    assert_true(alice.is(core::State::idle));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "registered 3600");
}

void a_wall_clock_set_back_lengthens_nothing(void **)
{
    World world;
    const core::Snapshot snapshot = first_life(world);
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world, -std::chrono::hours(48))));
    assert_true(alice.status().remaining <= Seconds(3600));
}

void another_account_is_refused(void **)
{
    World world;
    const core::Snapshot snapshot = first_life(world);
    Client bob(world, account("sip:192.0.2.1", "sip:bob@example.com"));
    assert_false(registration::resume(bob.registration, snapshot, now(world)));
    assert_true(bob.registration.call_id.empty());
    Client elsewhere(world, account("sip:192.0.2.2"));
    assert_false(registration::resume(elsewhere.registration, snapshot, now(world)));
}

void a_stop_right_after_the_restart_removes_the_binding(void **)
{
    World world;
    const core::Snapshot snapshot = first_life(world);
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world)));
    alice.stop();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "unregistered");
    assert_true(world.registrar.bindings().empty());
}

void old_contacts_are_still_removed_after_the_restart(void **)
{
    World world;
    world.registrar.asks = false;
    core::Snapshot snapshot;
    {
        Client alice(world);
        alice.start();
        world.run(Seconds(1));
        world.transport.local4.port = 5071; // at another address, whose answer is lost
        world.transport.script = [&](const Sent &sent) {
            (void)world.registrar.answer(sent);
            return Answer{};
        };
        world.driver.network_changed(alice.registration);
        world.run(Seconds(1));
        snapshot = through_text(registration::snapshot_of(alice.registration, now(world)));
    }
    world.transport.local4.port = 5072;
    world.transport.script = world.registrar.script();
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world)));
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.registrar.bindings().size(), 1);
}

void a_binding_is_looked_for_where_a_redirection_led(void **)
{
    World world;
    world.transport.script = [&](const Sent &sent) {
        if (sent.target.port == 5080)
            return world.registrar.answer(sent);
        core::Reply reply = status(302, "Moved Temporarily");
        reply.bindings = {binding("sip:192.0.2.1:5080", {})};
        return Answer{reply, {}, Millis(20)};
    };
    const core::Snapshot snapshot = first_life(world);
    Client alice(world);
    assert_true(registration::resume(alice.registration, snapshot, now(world)));
    alice.start();
    world.run(Seconds(1));
    assert_int_equal(world.transport.messages.size(), 1);
    assert_int_equal(world.transport.messages.at(0).target.port, 5080);
}

// Of two that are as good, neither known to be dead after the restart.
void a_binding_is_refreshed_where_it_was_made(void **)
{
    const auto refreshed_at = [](int dead) {
        core::Snapshot snapshot;
        {
            World world;
            world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
            world.transport.script = [&](const Sent &sent) {
                return sent.target.ip.bytes[3] == dead ? Answer{status(503), {}} : world.registrar.answer(sent);
            };
            Client alice(world, account("sip:pair.example"));
            alice.start();
            world.run(Seconds(1));
            snapshot = through_text(registration::snapshot_of(alice.registration, now(world)));
        }
        World world;
        world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
        Client alice(world, account("sip:pair.example"));
        registration::resume(alice.registration, std::move(snapshot), now(world));
        alice.start();
        world.run(Seconds(1));
        return int{world.transport.messages.at(0).target.ip.bytes[3]};
    };
    assert_int_equal(refreshed_at(1), 2);
    assert_int_equal(refreshed_at(2), 1);
}

void without_a_binding_the_rest_is_remembered(void **)
{
    World world;
    const core::Snapshot alive = first_life(world);
    Client alice(world);
    assert_true(registration::resume(alice.registration, alive, now(world)));
    alice.stop();
    world.run(Seconds(1));
    ASSERT_TEXT(world.story(), "unregistered");
    const core::Snapshot gone = registration::snapshot_of(alice.registration, now(world));
    assert_int_equal(gone.bound_until_ms, 0);
    Client again(world);
    assert_true(registration::resume(again.registration, gone, now(world)));
    assert_true(again.is(core::State::idle));
    ASSERT_TEXT(again.registration.call_id, alive.call_id.c_str());
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest resume[] = {
        cmocka_unit_test(the_same_binding_is_refreshed_with_one_message),
        cmocka_unit_test(a_binding_that_ran_out_meanwhile_is_not_alive),
        cmocka_unit_test(a_wall_clock_set_back_lengthens_nothing),
        cmocka_unit_test(another_account_is_refused),
        cmocka_unit_test(old_contacts_are_still_removed_after_the_restart),
        cmocka_unit_test(a_binding_is_looked_for_where_a_redirection_led),
        cmocka_unit_test(a_stop_right_after_the_restart_removes_the_binding),
        cmocka_unit_test(a_binding_is_refreshed_where_it_was_made),
        cmocka_unit_test(without_a_binding_the_rest_is_remembered),
    };
    return cmocka_run_group_tests(resume, nullptr, nullptr);
}
