// SPDX-License-Identifier: LGPL-2.1-or-later
// The applications: they start and stop, ask for bindings, and start again what gave up.
#pragma once

#include "registration/event.hpp"
#include "simulation/agenda.hpp"
#include "simulation/chance.hpp"
#include "simulation/phone.hpp"

namespace sipreg::sim {

class World;

class User final : Actor {
public:
    User(World &world, Chance chance) : world_(world), chance_(chance) {}

    /// Begins to use @p phone.
    void take(Phone &phone);
    void on_event(Phone &phone, const registration::Event &event);
    /// Nothing is asked for any more.
    void retire() { retired_ = true; }

private:
    enum class Kind : std::uint64_t { whim, start, answer, err };
    void act(std::uint64_t what) override;
    void later(Millis delay, Kind kind, const Phone &phone);
    void follow_whim(Phone &phone);
    void consider(Phone &phone, const registration::Event &event);

    World &world_;
    Chance chance_;
    bool retired_ = false;
};

} // namespace sipreg::sim
