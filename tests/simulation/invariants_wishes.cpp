// SPDX-License-Identifier: LGPL-2.1-or-later
// Rules of what the application and the host ask for at once.
#include "simulation/invariants.hpp"

namespace sipreg::sim {

namespace {

using registration::Event;
using registration::EventType;

/// What is refreshed with a deadline has an outcome within it.
class RefreshHasOutcome final : public Invariant {
public:
    explicit RefreshHasOutcome(World &all) : Invariant(all, "a refresh has its outcome in time") {}

    void look(Phone &phone) override { check(phone); }

    void on_event(Phone &phone, const Event &event) override
    {
        const bool ends = event.type == EventType::registered || event.type == EventType::failed;
        if (!ends || event.operation != core::Operation::add)
            return;
        check(phone);
        phone.refresh_until = kNever;
    }

private:
    void check(Phone &phone)
    {
        if (phone.host->awake_at >= phone.refresh_asked)
            phone.refresh_until = kNever; // the host was suspended
        must(phone.refresh_until >= world.clock.time, phone, "nothing came of a refresh in its time");
    }
};

/// What was to be removed is.
class RemovesWhatItSays final : public Invariant {
public:
    explicit RemovesWhatItSays(World &all) : Invariant(all, "what is to be removed goes") {}

    void on_reply(const Datagram &request, const core::Reply &) override
    {
        State &state = states_[*request.phone];
        state.judged_at = request.judged_at;
        state.misled = request.misleading;
    }

    void on_event(Phone &phone, const Event &event) override
    {
        const State &state = states_[phone];
        if (event.type != EventType::bindings || state.misled)
            return;
        if (event.operation == core::Operation::remove_others)
            must(!world.registrar.holds_other_device(phone.number, state.judged_at, world.clock.time), phone,
                 "the other device is left");
        if (event.operation == core::Operation::remove_all && world.is_settled(phone))
            must(world.registrar.held(phone.number, world.clock.time).empty() &&
                     !world.registrar.holds_other_device(phone.number, state.judged_at, world.clock.time),
                 phone, "not all is removed");
    }

private:
    struct State {
        Instant judged_at{}; // what was last heard
        bool misled = false;
    };
    PerPhone<State> states_;
};

/// After another network, or when all was removed, the one binding that is wanted is there again soon.
class IsThereAgain final : public Invariant {
public:
    explicit IsThereAgain(World &all) : Invariant(all, "there again soon") {}

    void on_network(Phone &phone) override { expect(phone); }
    void on_restart(Phone &phone) override { due_[phone].since = kNever; }
    void on_wish(Phone &phone) override { due_[phone].since = kNever; }

    void on_event(Phone &phone, const Event &event) override
    {
        if (event.type == EventType::bindings && event.operation == core::Operation::remove_all)
            expect(phone);
    }

    void look(Phone &phone) override
    {
        Due &due = due_[phone];
        if (due.since == kNever || world.clock.time < due.since + kSoon)
            return;
        const Instant since = std::exchange(due.since, kNever);
        if (is_undisturbed(phone, since))
            check(phone, since);
    }

private:
    static constexpr Seconds kSoon{300};
    struct Due {
        Instant since = kNever;
    };

    void expect(Phone &phone)
    {
        const bool kept = phone.wish == Wish::keep && phone.session().goal == core::Goal::keep; // it has not given up
        due_[phone].since = kept && phone.right_password ? world.clock.time : kNever;
    }

    // A busy registrar is left alone for a while after it said so.
    bool is_undisturbed(const Phone &phone, Instant since) const
    {
        return !world.weather.harmed_since(since - kLongestBackoff) && phone.let_down_at < since - kPatience &&
               phone.host->moved_at() <= since;
    }

    void check(const Phone &phone, Instant since)
    {
        ++world.counts.awaited;
        const std::vector<Registrar::Held> held = world.registrar.held(phone.number, world.clock.time);
        must(held.size() == 1, phone, held.empty() ? "its binding did not come back" : "more than one binding");
        if (held.size() == 1 && phone.host->moved_at() <= since)
            must(held.front().contact.ends_with("@" + core::to_string(phone.host->source())), phone,
                 "its binding is where it was before");
    }

    PerPhone<Due> due_;
};

} // namespace

void add_wish_rules(World &world, Invariants &rules)
{
    rules.push_back(std::make_unique<RefreshHasOutcome>(world));
    rules.push_back(std::make_unique<RemovesWhatItSays>(world));
    rules.push_back(std::make_unique<IsThereAgain>(world));
}

} // namespace sipreg::sim
