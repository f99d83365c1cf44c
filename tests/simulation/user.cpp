// SPDX-License-Identifier: LGPL-2.1-or-later
// The applications.
#include "simulation/user.hpp"

#include "simulation/world.hpp"

namespace sipreg::sim {

void User::take(Phone &phone)
{
    later(chance_.between(Millis(0), Seconds(60)), Kind::start, phone);
    later(chance_.between(Millis(0), Seconds(86'400)), Kind::whim, phone);
}

void User::later(Millis delay, Kind kind, const Phone &phone)
{
    const std::uint64_t what = std::uint64_t(phone.number) << 1 | static_cast<std::uint64_t>(kind);
    world_.agenda.at(world_.clock.time + delay, *this, what, phone.host->awake_at);
}

void User::act(std::uint64_t what)
{
    Phone &phone = *world_.phones[what >> 1];
    if (retired_)
        return;
    if (static_cast<Kind>(what & 1) == Kind::start)
        return world_.start(phone, Wish::keep);
    follow_whim(phone);
    later(chance_.between(Seconds(600), Seconds(86'400)), Kind::whim, phone);
}

void User::follow_whim(Phone &phone)
{
    switch (chance_.below(6)) {
    case 0:
    case 1:
        world_.stop(phone);
        return later(chance_.between(Millis(0), Seconds(600)), Kind::start, phone);
    case 2: // changes his mind while it is under way
        world_.start(phone, Wish::keep);
        world_.stop(phone);
        return later(chance_.between(Millis(0), Millis(100)), Kind::start, phone);
    case 3:
        world_.start(phone, Wish::once);
        return later(chance_.between(Millis(0), Seconds(7200)), Kind::start, phone);
    case 4:
        return world_.start(phone, Wish::keep);
    default:
        world_.query(phone);
    }
}

void User::on_event(Phone &phone, const registration::Event &event)
{
    using registration::EventType;
    const bool failed = event.type == EventType::failed && event.operation == core::Operation::add;
    if (!failed || event.will_retry || phone.wish != Wish::keep)
        return;
    const Millis wait = phone.right_password ? Millis(kPatience) : chance_.between(Seconds(7200), Seconds(86'400));
    later(wait, Kind::start, phone);
}

} // namespace sipreg::sim
