// SPDX-License-Identifier: LGPL-2.1-or-later
// What can go wrong: how each fault begins and ends.
#include "simulation/fault.hpp"

#include "simulation/world.hpp"

namespace sipreg::sim {

namespace {

constexpr auto kMild = Fault::Harm::mild;
constexpr auto kHard = Fault::Harm::hard;

Conditions &air(World &world) { return world.network.conditions; }
const Settings &usual(const World &world) { return world.settings; }

template <typename Do> void some_hosts(World &world, Chance &chance, Do what)
{
    const double share = chance.unit();
    for (const auto &host : world.hosts)
        if (chance.happens(share))
            what(*host);
}

template <typename Do> void all_hosts(World &world, Do what)
{
    for (const auto &host : world.hosts)
        what(*host);
}

template <typename Do> void some_phones(World &world, Chance &chance, Do what)
{
    const double share = chance.unit();
    for (const auto &phone : world.phones)
        if (chance.happens(share))
            what(*phone);
}

// The network.

void lose_some(World &world, Chance &chance) { air(world).loss = chance.between(0.03, 0.1); }
void lose_most(World &world, Chance &chance) { air(world).loss = chance.between(0.4, 0.95); }
void usual_loss(World &world) { air(world).loss = usual(world).conditions.loss; }

void delay_some(World &world, Chance &) { air(world).spread = Millis(1500); }

void delay_much(World &world, Chance &chance)
{
    air(world).delay = chance.between(Millis(1000), Millis(15'000));
    air(world).spread = Millis(10'000);
}

void usual_delay(World &world)
{
    air(world).delay = usual(world).conditions.delay;
    air(world).spread = usual(world).conditions.spread;
}

void copy_many(World &world, Chance &chance) { air(world).copies = chance.between(0.1, 0.9); }
void usual_copies(World &world) { air(world).copies = usual(world).conditions.copies; }
void cut(World &world, Chance &) { air(world).cut = true; }
void mend(World &world) { air(world).cut = false; }
void cut_answers(World &world, Chance &) { air(world).answers_cut = true; }
void mend_answers(World &world) { air(world).answers_cut = false; }

// The hosts and what stands before them.

void rebind(World &world, Chance &chance)
{
    some_hosts(world, chance, [](Host &host) { host.rebind(); });
}

void readdress(World &world, Chance &chance)
{
    some_hosts(world, chance, [&](Host &host) {
        const bool told = chance.happens(0.5) && host.awake_at <= world.clock.time;
        told ? host.change_network() : host.readdress();
    });
}

void suspend(World &world, Chance &chance)
{
    some_hosts(world, chance, [&](Host &host) {
        const Millis length = chance.between(Millis(0), Seconds(7200));
        host.suspend(world.clock.time + length, chance.happens(0.5));
    });
}

void wake(World &world)
{
    all_hosts(world, [](Host &host) { host.awaken(); });
}

void connect_slowly(World &world, Chance &chance)
{
    some_hosts(world, chance, [&](Host &host) { host.connect_time = chance.between(Millis(1), Millis(1500)); });
}

void connect_at_once(World &world)
{
    all_hosts(world, [](Host &host) { host.connect_time = Millis(0); });
}

void slow_dns(World &world, Chance &chance)
{
    some_hosts(world, chance, [&](Host &host) { host.dns.delay = chance.between(Millis(1), Millis(3000)); });
}

void no_dns(World &world, Chance &chance)
{
    some_hosts(world, chance, [&](Host &host) {
        host.dns.knows = chance.happens(0.5);
        host.dns.answers = host.dns.knows ? false : chance.happens(0.5);
    });
}

void usual_dns(World &world)
{
    all_hosts(world, [](Host &host) { host.dns = {}; });
}

void restart_process(World &world, Chance &chance)
{
    // The wall clock may be set meanwhile; the snapshot is as old as the fault.
    const Millis jump = chance.happens(0.5) ? Millis(0) : chance.between(Millis(Seconds(-7200)), Seconds(7200));
    some_phones(world, chance, [&](Phone &phone) { world.restart(phone, chance.happens(0.8), jump); });
}

// The registrar.

void go_down(World &world, Chance &chance)
{
    for (Server::Reached &node : world.service.nodes)
        node = chance.happens(0.5) ? Server::Reached::refused : Server::Reached::dead;
}

void come_up(World &world)
{
    for (Server::Reached &node : world.service.nodes)
        node = Server::Reached::listening;
    world.registrar.forget_nonces();
    world.service.restart();
}

void come_up_forgetful(World &world)
{
    world.registrar.forget_bindings();
    come_up(world);
}

void lose_a_node(World &world, Chance &chance)
{
    world.service.nodes[chance.below(Service::kNodes)] =
        chance.happens(0.5) ? Server::Reached::refused : Server::Reached::dead;
}

void forget_nonces(World &world, Chance &) { world.registrar.forget_nonces(); }

void drop_bindings(World &world, Chance &chance)
{
    some_phones(world, chance, [&](Phone &phone) { world.registrar.forget_bindings(phone.number); });
}

void add_devices(World &world, Chance &chance)
{
    some_phones(world, chance, [&](Phone &phone) {
        world.registrar.add_other_device(phone.number, world.clock.time,
                                          world.clock.time + chance.between(Millis(0), Seconds(7200)));
    });
}

void be_busy(World &world, Chance &chance)
{
    world.service.trouble.busy = chance.between(0.2, 1);
    world.service.trouble.retry_after_s = chance.happens(0.5) ? 0 : static_cast<std::uint32_t>(chance.below(7200));
}

void be_free(World &world) { world.service.trouble.busy = 0; }
void talk_nonsense(World &world, Chance &chance) { world.service.trouble.garbage = chance.between(0.1, 1); }
void talk_sense(World &world) { world.service.trouble.garbage = 0; }

void shorten(World &world, Chance &chance)
{
    world.registrar.policy.max_expires_s = static_cast<std::uint32_t>(60 + chance.below(240));
    world.registrar.policy.min_expires_s = 0;
}

void lengthen(World &world, Chance &chance)
{
    world.registrar.policy.max_expires_s = UINT32_MAX;
    world.registrar.policy.min_expires_s = static_cast<std::uint32_t>(chance.below(kLongestExpiry.count()));
}

void usual_length(World &world)
{
    world.registrar.policy.min_expires_s = usual(world).policy.min_expires_s;
    world.registrar.policy.max_expires_s = usual(world).policy.max_expires_s;
}

void other_nonces(World &world, Chance &chance)
{
    Policy &policy = world.registrar.policy;
    policy.one_time = chance.happens(0.5);
    policy.says_stale = chance.happens(0.5);
    policy.tells_nextnonce = chance.happens(0.5);
    policy.nonce_life = chance.between(Seconds(60), Seconds(1200));
}

void usual_nonces(World &world)
{
    const std::uint32_t least = world.registrar.policy.min_expires_s, most = world.registrar.policy.max_expires_s;
    world.registrar.policy = usual(world).policy;
    world.registrar.policy.min_expires_s = least;
    world.registrar.policy.max_expires_s = most;
}

constexpr Seconds kMinute{60}, kHour{3600};

const Fault kFaults[] = {
    {"some packets are lost", kMild, kMinute, 2 * kHour, lose_some, usual_loss},
    {"most packets are lost", kHard, kMinute, kHour, lose_most, usual_loss},
    {"packets come out of order", kMild, kMinute, 2 * kHour, delay_some, usual_delay},
    {"packets come late", kHard, kMinute, kHour, delay_much, usual_delay},
    {"packets come twice", kMild, kMinute, 2 * kHour, copy_many, usual_copies},
    {"the network is cut", kHard, kMinute, 2 * kHour, cut, mend},
    {"answers are lost", kHard, kMinute, kHour, cut_answers, mend_answers},
    {"the NAT forgets", kMild, kMinute, kMinute, rebind, nullptr},
    {"the address changes", kMild, kMinute, kMinute, readdress, nullptr},
    {"hosts are suspended", kHard, kMinute, 2 * kHour, suspend, wake},
    {"connecting is slow", kMild, kMinute, kHour, connect_slowly, connect_at_once},
    {"DNS is slow", kMild, kMinute, 2 * kHour, slow_dns, usual_dns},
    {"DNS is gone", kHard, kMinute, kHour, no_dns, usual_dns},
    {"processes restart", kMild, kMinute, kMinute, restart_process, nullptr},
    {"the registrar restarts and forgets", kHard, Seconds(1), kHour, go_down, come_up_forgetful},
    {"the registrar restarts", kHard, Seconds(1), kHour, go_down, come_up},
    {"a node is down", kHard, kMinute, 2 * kHour, lose_a_node, come_up},
    {"a node is down for a moment", kHard, Seconds(1), kMinute, lose_a_node, come_up},
    {"nonces are forgotten", kMild, kMinute, kMinute, forget_nonces, nullptr},
    {"bindings are dropped", kHard, kMinute, kMinute, drop_bindings, nullptr},
    {"other devices register", kMild, kMinute, kMinute, add_devices, nullptr},
    {"the registrar is busy", kHard, kMinute, kHour, be_busy, be_free},
    {"the registrar talks nonsense", kHard, kMinute, kHour, talk_nonsense, talk_sense},
    {"expiries shrink", kMild, kMinute, 2 * kHour, shorten, usual_length},
    {"expiries grow", kMild, kMinute, 2 * kHour, lengthen, usual_length},
    {"nonces are treated otherwise", kMild, kMinute, 2 * kHour, other_nonces, usual_nonces},
};

} // namespace

std::span<const Fault> all_faults()
{
    return kFaults;
}

} // namespace sipreg::sim
