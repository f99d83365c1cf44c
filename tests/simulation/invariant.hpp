// SPDX-License-Identifier: LGPL-2.1-or-later
// A rule that must hold whatever happens. Each sees all that is sent, heard and told.
#pragma once

#include "registration/event.hpp"
#include "simulation/datagram.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sipreg::sim {

class World;

class Invariant {
public:
    Invariant(World &all, const char *name) : world(all), name_(name) {}
    virtual ~Invariant() = default;

    virtual void on_request(const Datagram &) {}                    // sent for the first time
    virtual void on_reply(const Datagram &, const core::Reply &) {} // the driver is about to hear it
    virtual void on_refusal(const Datagram &) {}                    // or that nobody listens there
    virtual void on_event(Phone &, const registration::Event &) {}
    virtual void on_wish(Phone &) {}    // the application starts, stops or asks
    virtual void on_restart(Phone &) {} // its process went down and came back
    virtual void on_cut(Phone &) {}     // its driver was told to sleep: what was under way is begun anew
    virtual void on_network(Phone &) {} // its driver is about to be told of another network
    virtual void on_answer(Phone &) {}  // the application is about to answer a question
    virtual void look(Phone &) {}       // after each step that touched it, and now and then
    virtual void on_recovered() {}      // the stated bound after the last fault is over
    virtual void on_end() {}            // everybody was stopped, and time was given
    virtual void on_rush() {}           // after that everybody was started, at this instant

protected:
    void must(bool holds, const Phone &phone, const char *sentence) const
    {
        if (!holds)
            broken(phone, sentence);
    }
    void broken(const Phone &phone, const std::string &sentence) const;

    World &world;

private:
    const char *const name_;
};

/// All of them.
std::vector<std::unique_ptr<Invariant>> invariants(World &world);

} // namespace sipreg::sim
