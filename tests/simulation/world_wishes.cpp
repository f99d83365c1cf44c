// SPDX-License-Identifier: LGPL-2.1-or-later
// Everything together: what applications ask for.
#include "registration/resume.hpp"
#include "simulation/world.hpp"

namespace sipreg::sim {

namespace {

constexpr std::int64_t kWallEpochMs = 1'700'000'000'000;

} // namespace

void World::wished(Phone &phone)
{
    everyone([&](Invariant &invariant) { invariant.on_wish(phone); });
}

void World::start(Phone &phone, Wish wish)
{
    note(phone, wish == Wish::keep ? "the user starts it" : "the user starts it once");
    phone.wish = wish;
    phone.wished_at = clock.time;
    phone.refresh_until = kNever;
    wished(phone);
    phone.host->driver().start(*phone.registration, wish == Wish::keep ? core::Goal::keep : core::Goal::once);
}

void World::stop(Phone &phone)
{
    note(phone, "the user stops it");
    phone.wish = Wish::nothing;
    phone.wished_at = clock.time;
    phone.refresh_until = kNever;
    wished(phone);
    phone.host->driver().stop(*phone.registration);
}

void World::query(Phone &phone)
{
    note(phone, "the user asks for the bindings");
    wished(phone);
    phone.host->driver().query(*phone.registration);
}

void World::refresh(Phone &phone, Millis deadline)
{
    note(phone, "the user wants it refreshed, within ms", deadline.count());
    if (phone.wish == Wish::nothing || phone.session().goal == core::Goal::none) { // or it gave up
        phone.wish = Wish::keep;
        phone.wished_at = clock.time;
    }
    const core::Session &session = phone.session();
    const bool at_once = session.resting() || session.operation == core::Operation::add;
    phone.refresh_asked = clock.time;
    phone.refresh_until = at_once && !phone.host->is_told_asleep() ? clock.time + deadline : kNever;
    wished(phone);
    phone.host->driver().refresh(*phone.registration, deadline);
}

void World::remove_others(Phone &phone)
{
    note(phone, "the user removes another device");
    wished(phone);
    phone.host->driver().remove_others(*phone.registration, {other_device(phone.number)});
}

void World::remove_all(Phone &phone)
{
    note(phone, "the user removes all");
    phone.clears = true;
    phone.wished_at = clock.time;
    wished(phone);
    phone.host->driver().remove_all(*phone.registration);
}

void World::answer(Phone &phone, bool right)
{
    note(phone, right ? "the user gives a password to question" : "the user gives a wrong password to question", phone.question);
    phone.answered_wrong = !right;
    everyone([&](Invariant &invariant) { invariant.on_answer(phone); });
    phone.host->driver().give(*phone.registration, phone.question, core::password_grant(right ? kPassword : "wrong"));
}

void World::restart(Phone &phone, bool with_snapshot, Millis clock_jump)
{
    const std::int64_t wall_ms = kWallEpochMs + clock.time.time_since_epoch().count();
    const core::Snapshot taken = snapshot_of(*phone.registration, {clock.time, wall_ms});
    with_snapshot = with_snapshot && phone.wish != Wish::nothing && !taken.call_id.empty() && !taken.contact.empty();
    note(phone, with_snapshot ? "its process restarts with a snapshot" : "its process restarts and knows nothing");
    if (!with_snapshot)
        registrar.disown(phone.number, "");
    phone.refresh_until = kNever;
    phone.clears = false;
    phone.host->driver().forget(*phone.registration);
    phone.registration = std::make_unique<registration::Registration>(phone.account);
    if (!with_snapshot || clock_jump != Millis(0))
        phone.heard_change = Phone::kMisled;
    if (with_snapshot)
        resume(*phone.registration, core::read_snapshot(core::write_snapshot(taken)).value(),
               {clock.time, wall_ms + clock_jump.count()});
    everyone([&](Invariant &invariant) { invariant.on_restart(phone); });
    if (phone.wish != Wish::nothing)
        start(phone, phone.wish);
}

} // namespace sipreg::sim
