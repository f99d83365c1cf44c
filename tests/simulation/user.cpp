// SPDX-License-Identifier: LGPL-2.1-or-later
// The applications.
#include "simulation/user.hpp"

#include "simulation/world.hpp"

namespace sipreg::sim {

namespace {

constexpr unsigned kKindBits = 2;
constexpr Seconds kLearning{600}; // at first he makes mistakes, as in a storm

} // namespace

void User::take(Phone &phone)
{
    later(chance_.between(Millis(0), Seconds(60)), Kind::start, phone);
    later(chance_.between(Millis(0), Seconds(86'400)), Kind::whim, phone);
}

void User::later(Millis delay, Kind kind, const Phone &phone)
{
    const std::uint64_t what = std::uint64_t(phone.number) << kKindBits | static_cast<std::uint64_t>(kind);
    world_.agenda.at(world_.clock.time + delay, *this, what, phone.host->awake_at);
}

void User::act(std::uint64_t what)
{
    Phone &phone = *world_.phones[what >> kKindBits];
    const Kind kind = static_cast<Kind>(what & ((1u << kKindBits) - 1));
    if (kind == Kind::answer || kind == Kind::err)
        return world_.answer(phone, kind == Kind::answer);
    if (retired_)
        return;
    if (kind == Kind::start)
        return world_.start(phone, Wish::keep);
    follow_whim(phone);
    later(chance_.between(Seconds(600), Seconds(86'400)), Kind::whim, phone);
}

void User::follow_whim(Phone &phone)
{
    switch (chance_.below(10)) {
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
    case 5:
    case 6:
        return world_.refresh(phone, chance_.between(Seconds(20), Seconds(32)));
    case 7:
        return world_.remove_others(phone);
    case 8:
        return world_.remove_all(phone);
    default:
        world_.query(phone);
    }
}

// Who was asked answers soon, unless he is careless: late, or something wrong, or nothing.
void User::consider(Phone &phone, const registration::Event &event)
{
    const bool trying = world_.weather.is_stormy() || world_.clock.time < Instant(kLearning);
    const bool careless = trying && chance_.happens(0.5);
    phone.question = event.question->number;
    if (careless)
        phone.let_down_at = world_.clock.time;
    if (!careless)
        return later(chance_.between(Millis(0), Seconds(5)), Kind::answer, phone);
    if (chance_.happens(0.7))
        later(chance_.between(Millis(0), Seconds(40)), chance_.happens(0.5) ? Kind::answer : Kind::err, phone);
}

void User::on_event(Phone &phone, const registration::Event &event)
{
    using registration::EventType;
    if (event.type == EventType::credentials)
        consider(phone, event);
    const bool gave_up = event.type == EventType::failed && event.operation == core::Operation::add && !event.will_retry;
    if (gave_up && phone.wish == Wish::keep)
        later(phone.right_password ? Millis(kPatience) : chance_.between(Seconds(7200), Seconds(86'400)), Kind::start,
              phone);
}

} // namespace sipreg::sim
