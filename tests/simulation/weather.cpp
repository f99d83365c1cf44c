// SPDX-License-Identifier: LGPL-2.1-or-later
// When which fault comes.
#include "simulation/weather.hpp"

#include "simulation/world.hpp"

namespace sipreg::sim {

namespace {

constexpr unsigned kKindBits = 3;
constexpr std::uint64_t kMostFaults = 8; // in one storm

} // namespace

Weather::Weather(World &world, Chance chance)
    : world_(world), chance_(chance), active_(all_faults().size()), counts_(all_faults().size())
{
    later(kRecovery, Kind::recovered);
    later(kRecovery + Seconds(60), Kind::storm);
}

bool Weather::is_stormy() const { return world_.clock.time < storm_ends_; }

void Weather::later(Millis delay, Kind kind, std::uint64_t fault)
{
    world_.agenda.at(world_.clock.time + delay, *this, fault << kKindBits | static_cast<std::uint64_t>(kind));
}

void Weather::act(std::uint64_t what)
{
    const std::uint64_t fault = what >> kKindBits;
    switch (static_cast<Kind>(what & ((1u << kKindBits) - 1))) {
    case Kind::storm:
        return plan_storm();
    case Kind::calm:
        later(kRecovery, Kind::recovered);
        later(kRecovery + chance_.between(Seconds(600), Seconds(10'000)), Kind::storm);
        return;
    case Kind::recovered:
        recovered_ = true;
        return world_.on_recovered();
    case Kind::begin:
        return begin(fault);
    case Kind::end:
        return end(fault);
    }
}

void Weather::plan_storm()
{
    recovered_ = false;
    const Millis length = chance_.between(Seconds(1800), Seconds(14'400));
    storm_ends_ = world_.clock.time + length;
    for (std::uint64_t left = 1 + chance_.below(kMostFaults); left > 0; --left)
        later(chance_.between(Millis(0), length), Kind::begin, chance_.below(active_.size()));
    later(length + Millis(1), Kind::calm); // after all that ends with the storm
}

void Weather::begin(std::uint64_t number)
{
    const Fault &fault = all_faults()[number];
    if (active_[number])
        return;
    active_[number] = true;
    ++counts_[number];
    harmful_ += fault.harm == Fault::Harm::hard;
    world_.note(fault.name);
    fault.begin(world_, chance_);
    const Millis length = chance_.between(Millis(fault.shortest), Millis(fault.longest));
    later(std::min(length, storm_ends_ - world_.clock.time), Kind::end, number);
}

void Weather::end(std::uint64_t number)
{
    const Fault &fault = all_faults()[number];
    active_[number] = false;
    if (fault.harm == Fault::Harm::hard) {
        --harmful_;
        harm_ended_ = world_.clock.time;
    }
    world_.note("it ends:", fault.name);
    if (fault.end != nullptr)
        fault.end(world_);
}

} // namespace sipreg::sim
