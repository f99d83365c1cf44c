// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules by family, and what they share.
#pragma once

#include "simulation/invariant.hpp"
#include "simulation/world.hpp"

namespace sipreg::sim {

using Invariants = std::vector<std::unique_ptr<Invariant>>;

void add_wire_rules(World &world, Invariants &rules);
void add_timing_rules(World &world, Invariants &rules);
void add_event_rules(World &world, Invariants &rules);
void add_binding_rules(World &world, Invariants &rules);
void add_pace_rules(World &world, Invariants &rules);
void add_credential_rules(World &world, Invariants &rules);
void add_wish_rules(World &world, Invariants &rules);
void add_health_rules(World &world, Invariants &rules);

/// Remembers something of each phone.
template <typename State> class PerPhone {
public:
    State &operator[](const Phone &phone)
    {
        if (phone.number >= states_.size())
            states_.resize(phone.number + 1);
        return states_[phone.number];
    }

private:
    std::vector<State> states_;
};

/// An attempt is over.
inline bool is_outcome(const registration::Event &event)
{
    using registration::EventType;
    return event.type == EventType::registered || event.type == EventType::failed ||
           event.type == EventType::unregistered || event.type == EventType::bindings;
}

inline bool is_add(const Message &message)
{
    return !message.is_query() && !message.is_removal();
}

} // namespace sipreg::sim
