// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of what the application is told.
#include "simulation/invariants.hpp"

namespace sipreg::sim {

namespace {

using registration::Event;
using registration::EventType;

/// Who only listens knows how it stands: no event is missing, none comes out of its order.
class EventsTellTheState final : public Invariant {
public:
    explicit EventsTellTheState(World &all) : Invariant(all, "events tell the state") {}

    void on_wish(Phone &phone) override { told_[phone].stopped |= phone.wish == Wish::nothing || phone.clears; }
    void on_cut(Phone &phone) override { told_[phone].bound |= phone.session().alive(); } // made, but cut in its correction
    void on_network(Phone &phone) override { told_[phone].failures = 0; }
    void on_restart(Phone &phone) override
    {
        const core::Session &session = phone.session();
        told_[phone] = {session.alive(), session.degraded, false, session.failures};
    }

    void on_event(Phone &phone, const Event &event) override
    {
        State &told = told_[phone];
        switch (event.type) {
        case EventType::registered:
            must(event.granted_s > 0 && !event.degraded && event.status / 100 == 2, phone, "registered, but how?");
            told = {true, false, phone.wish == Wish::nothing || phone.clears, 0};
            break;
        case EventType::failed:
            hear_failure(phone, event, told);
            break;
        case EventType::degraded: // may be the first that is heard of a binding: made, but its correction failed
            must(event.remaining > Millis(0), phone, "degraded without a binding");
            must(!told.degraded && told.failures > 0, phone, "degraded without a failure");
            told.bound = told.degraded = true;
            break;
        case EventType::expired:
            must(told.bound, phone, "expired without a binding");
            told.bound = told.degraded = false;
            break;
        case EventType::unregistered:
            must(told.stopped, phone, "unregistered, but nobody wanted that");
            told = {};
            break;
        case EventType::bindings:
            if (event.operation == core::Operation::remove_all)
                told.failures = 0; // its end is told next
            break;
        case EventType::lost:
        case EventType::replaced:
            must(told.bound, phone, "lost without a binding");
            told.bound = told.degraded = false;
            break;
        default:
            break;
        }
    }

    void look(Phone &phone) override
    {
        const core::Session &session = phone.session();
        const State &told = told_[phone];
        if (!session.resting())
            return;
        must(session.alive() == told.bound, phone, told.bound ? "its end was not told" : "its beginning was not told");
        must(session.degraded == told.degraded, phone, "degraded or not: it was not told");
    }

private:
    struct State {
        bool bound = false, degraded = false;
        bool stopped = false; // since it was registered last
        std::uint32_t failures = 0; // in a row
    };

    void hear_failure(Phone &phone, const Event &event, State &told)
    {
        must(event.failure != core::Failure::none && !event.cause.empty(), phone, "failed without a cause");
        if (event.operation == core::Operation::remove)
            told = {};
        if (event.operation != core::Operation::add)
            return;
        must(event.attempt == ++told.failures, phone, "failures are counted wrong");
        must(event.will_retry == (event.next_attempt >= Millis(0)), phone, "a retry without a time");
        must(!event.will_retry || phone.wish == Wish::keep, phone, "a retry that nobody wants");
    }

    PerPhone<State> told_;
};

/// Where an attempt is, there is an end to it; where none is, what the application wants is planned.
class NothingIsForgotten final : public Invariant {
public:
    explicit NothingIsForgotten(World &all) : Invariant(all, "nothing is forgotten") {}

    void look(Phone &phone) override
    {
        const core::Session &session = phone.session();
        must(session.resting() == (phone.registration->attempt == nullptr), phone, "an attempt without a phase");
        must(phone.registration->due() == core::next_wake(session), phone, "the timer is not where it is wanted");
        if (session.resting())
            must(phone.host->is_told_asleep() || (session.goal != core::Goal::remove && session.wishes == 0), phone, "at rest with something to do");
        else
            must(session.phase == core::Phase::queued || phone.registration->due() != kNever, phone,
                 "an attempt without an end");
    }

    void on_end() override
    {
        for (const auto &host : world.hosts)
            must(host->outstanding() == 0 && host->lookups() == 0 && host->driver().next_deadline() == kNever,
                 *world.phones.front(), "a host has something left to do");
        for (const auto &phone : world.phones)
            must(core::state_of(phone->session()) == core::State::idle, *phone, "it is not idle after the end");
    }
};

} // namespace

void add_event_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<EventsTellTheState>(world));
    rules.push_back(std::make_unique<NothingIsForgotten>(world));
}

} // namespace sipreg::sim
