// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of the binding: what the driver believes against what the registrar holds.
#include "simulation/invariants.hpp"

namespace sipreg::sim {

namespace {

using registration::Event;
using registration::EventType;

/// Registered if and only if the registrar holds the binding, to the millisecond.
class RegisteredMeansHeld final : public Invariant {
public:
    explicit RegisteredMeansHeld(World &all) : Invariant(all, "registered if and only if held") {}

    void look(Phone &phone) override
    {
        const core::Session &session = phone.session();
        if (!session.resting())
            return;
        ++world.counts.compared;
        if (!world.is_settled(phone))
            return void(++world.counts.excused);
        const std::vector<Registrar::Held> held = world.registrar.held(phone.number, world.clock.time);
        if (!session.alive())
            return must(held.empty(), phone, "the registrar holds a binding, but it is not registered");
        const Instant end = session.bound_until - (phone.heard_at - phone.judged_at);
        must(!held.empty() || end <= world.clock.time, phone, "registered, but the registrar holds nothing");
        must(held.size() <= 1, phone, "an old binding is left");
        must(held.empty() || held.front().until == end, phone, "the binding ends at another time than it believes");
    }
};

/// While the network lives, so does the binding.
class NeverLapses final : public Invariant {
public:
    explicit NeverLapses(World &all) : Invariant(all, "the binding never lapses") {}

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type != EventType::expired || !is_kept(phone))
            return;
        // What has run out while the answer was on its way is told when that is heard: it was the binding before.
        const bool late = phone.heard_at == world.clock.time;
        must(is_harmed_since(phone, late ? phone.heard_before : phone.heard_at), phone,
             "expired, though nothing kept it from refreshing");
    }

    void on_request(const Datagram &request) override
    {
        const Phone &phone = *request.phone;
        if (is_kept(phone) && phone.session().alive() && world.is_settled(phone) && !is_harmed_since(phone, phone.heard_at))
            must(!world.registrar.held(phone.number, world.clock.time).empty(), phone,
                 "the refresh is sent when the registrar holds nothing any more");
    }

private:
    bool is_harmed_since(const Phone &phone, Instant when) const
    {
        return world.weather.harmed_since(when) || phone.let_down_at >= when;
    }

    static bool is_kept(const Phone &phone)
    {
        return phone.wish == Wish::keep && phone.wished_at <= phone.heard_at; // and not once, until a moment ago
    }
};

/// Some time after the last fault everybody is registered, and nobody fails until the next.
class Recovers final : public Invariant {
public:
    explicit Recovers(World &all) : Invariant(all, "registered again in time") {}

    void on_recovered() override
    {
        for (const auto &phone : world.phones) {
            const bool kept = phone->wish == Wish::keep && phone->wished_at + Seconds(60) < world.clock.time;
            if (!kept || !phone->right_password)
                continue;
            must(core::state_of(phone->session()) == core::State::registered, *phone, "not registered");
            must(!phone->session().degraded, *phone, "still degraded");
            must(phone->heard_change != Phone::kMisled, *phone, "still in error");
        }
    }

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type == EventType::failed && phone.right_password)
            must(!world.weather.recovered(), phone, "an attempt fails in the calm");
    }
};

/// The Contact is where the registrar sees us, and the ones before it are gone.
class ContactIsRight final : public Invariant {
public:
    explicit ContactIsRight(World &all) : Invariant(all, "the Contact is right") {}

    void on_request(const Datagram &request) override
    {
        State &state = states_[*request.phone];
        if (!std::exchange(state.under_way, true))
            state.since = world.clock.time;
    }

    void on_restart(Phone &phone) override { states_[phone].under_way = false; }
    void on_cut(Phone &phone) override { states_[phone].under_way = false; }

    void on_event(Phone &phone, const Event &event) override
    {
        State &state = states_[phone];
        if (event.type == EventType::registered && world.is_settled(phone))
            look_at(phone, event, state);
        if (is_outcome(event))
            state.under_way = false;
    }

private:
    struct State {
        bool under_way = false;
        Instant since{}; // first request of the attempt
    };

    void look_at(Phone &phone, const Event &event, const State &state)
    {
        const std::vector<Registrar::Held> held = world.registrar.held(phone.number, world.clock.time);
        must(held.size() == 1, phone, "the registrar holds more than one Contact, or none");
        if (held.size() != 1)
            return;
        must(held.front().contact == event.contact, phone, "the registrar has another Contact");
        const bool goes_away = phone.session().goal == core::Goal::remove; // then nothing is put right first
        if (phone.host->moved_at() < state.since && !goes_away)
            must(event.contact.ends_with("@" + core::to_string(phone.host->source())), phone,
                 "the Contact leads elsewhere");
    }

    PerPhone<State> states_;
};

/// RFC 3261 §10.2.2: whoever stops after a REGISTER that went unanswered removes what it may have made.
class StopRemoves final : public Invariant {
public:
    explicit StopRemoves(World &all) : Invariant(all, "a stop leaves no binding") {}

    void on_request(const Datagram &request) override { unanswered_[*request.phone] = is_add(request.message); }
    void on_reply(const Datagram &request, const core::Reply &) override { unanswered_[*request.phone] = false; }
    void on_refusal(const Datagram &request) override { unanswered_[*request.phone] = false; }
    void on_restart(Phone &phone) override { unanswered_[phone] = false; }

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type == EventType::unregistered && unanswered_[phone])
            must(world.registrar.held(phone.number, world.clock.time).empty(), phone,
                 "unregistered without a word to the registrar, which holds a binding");
    }

private:
    PerPhone<char> unanswered_; // a flag; vector<bool> has no references
};

} // namespace

void add_binding_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<RegisteredMeansHeld>(world));
    rules.push_back(std::make_unique<NeverLapses>(world));
    rules.push_back(std::make_unique<Recovers>(world));
    rules.push_back(std::make_unique<ContactIsRight>(world));
    rules.push_back(std::make_unique<StopRemoves>(world));
}

std::vector<std::unique_ptr<Invariant>> invariants(World &world)
{
    Invariants rules;
    add_wire_rules(world, rules);
    add_timing_rules(world, rules);
    add_event_rules(world, rules);
    add_binding_rules(world, rules);
    add_pace_rules(world, rules);
    add_credential_rules(world, rules);
    add_wish_rules(world, rules);
    add_health_rules(world, rules);
    return rules;
}

} // namespace sipreg::sim
