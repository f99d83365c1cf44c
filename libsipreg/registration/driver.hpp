// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: feeds the machine, carries out its steps through the ports, tells the listener.
#pragma once

#include "core/digest.hpp"
#include "core/health.hpp"
#include "core/machine.hpp"
#include "registration/attempt.hpp"
#include "registration/chronicle.hpp"
#include "registration/event.hpp"
#include "registration/ports.hpp"
#include "registration/registration.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sipreg::registration {

struct Settings {
    core::Policy policy;
    core::Hashes hashes{};
    core::Pace pace;
    core::Offer offer; // of the transports
    std::string user_agent;
    std::size_t explained_attempts = 4; // kept of each registration
    core::Caution caution{};
    std::size_t udp_limit = 1300; // longer requests go over TCP (RFC 3261 §18.1.1); 0: none does
};

/// One thread at a time. A registration must be forgotten before it is destroyed, and not from within a listener.
class Driver {
public:
    Driver(const Ports &ports, Settings settings, Listener &listener);

    void start(Registration &registration, core::Goal goal);
    void stop(Registration &registration);
    void query(Registration &registration);
    void remove_all(Registration &registration);
    /// Bindings of the AOR that are not ours, by their Contact URI.
    void remove_others(Registration &registration, std::vector<std::string> uris);
    void refresh(Registration &registration, Millis deadline);
    /// @p account is of the same AOR and registrar.
    void update(Registration &registration, std::shared_ptr<const core::Account> account);

    /// Nothing is begun any more; what is under way begins anew after wake_up(). Then tell each registration.
    void fall_asleep() noexcept { asleep_ = true; }
    void wake_up() noexcept { asleep_ = false; }
    void sleep(Registration &registration);
    void wake(Registration &registration);
    void network_changed(Registration &registration);
    /// What lives was found out from where we are no more. Before the registrations are told.
    void forget_health() noexcept { health_.clear(), down_.clear(); }

    void forget(Registration &registration);

    /// The application's answer to question @p number; nothing: it has none. False if that is not asked (any more).
    bool give(Registration &registration, std::int64_t number, std::optional<core::Grant> grant);

    /// Does what is due now.
    void on_time();
    Instant next_deadline() const noexcept;

    // For Attempt.
    void on_located(Registration &registration);
    void on_reply(Registration &registration, Attempt &attempt);
    void on_silence(Registration &registration, core::Silence silence);
    void on_flow_lost(Registration &registration); // for Hold
    core::Health &health() noexcept { return health_; }
    Instant now() const noexcept { return ports_.clock.now(); }
    Dice &dice() const noexcept { return ports_.dice; }
    const core::Hashes &hashes() const noexcept { return settings_.hashes; }
    const std::string &user_agent() const noexcept { return settings_.user_agent; }

private:
    static constexpr std::size_t kCnonceSize = 7; // as hex, short enough to need no memory of its own

    core::Moment moment(const Registration &registration);
    using Holds = std::map<std::string, Instant>;
    using Naming = std::string (*)(const Registration &);
    static Instant held_until(Holds &holds, Naming name, const Registration &registration, Instant now);
    void plan(Registration &registration);
    void report(Registration &registration, const core::Verdict &verdict);
    void hold(const Registration &registration, const core::Outcome &outcome);
    template <typename Decide> void input(Registration &registration, Decide decide);
    void apply(Registration &registration, const core::Step &step);
    void carry_out(Registration &registration, core::Command command);
    void tell(Registration &registration, const core::Step &step);
    void tell(Registration &registration, EventType type, core::Operation operation, const core::Step &step = {});
    void end_attempt(Registration &registration, const core::Step &step);
    void wish(Registration &registration, core::Wish wish);
    void enqueue(Registration &registration);
    void give_place_back(Registration &registration);
    void keep_flow(Registration &registration);
    void count_flows(Registration &lead, const Attempt &attempt);
    static std::unique_ptr<Registration> new_flow(Registration &lead, int number);
    void start_flows(Registration &lead);
    void drop_flows(Registration &lead, std::size_t left = 1);
    static void part_ways(const Registration &registration, core::Plan &plan);
    void forget_binding(Registration &registration);
    void forget_removed(Registration &registration);
    bool set_out(Registration &registration);
    void avoid_datagram(Registration &registration);
    void admit();
    void learn_address(Registration &registration, const core::Reply &reply);
    core::Outcome weigh(Registration &registration, Attempt &attempt);
    core::Outcome weigh_challenges(Registration &registration, Attempt &attempt);
    core::Outcome take_up(Registration &registration, Attempt &attempt, const core::Challenge *answered = nullptr);
    void on_credentials(Registration &registration, const core::Outcome &outcome);
    void weigh_success(Registration &registration, Attempt &attempt, const core::Own &own, core::Outcome &outcome);
    void learn_own(Registration &registration, const core::Reply &reply, const core::Own &own);
    void learn_foreign(Registration &registration, const core::Reply &reply);
    void tell_foreign(Registration &registration, const std::vector<const core::Binding *> &appeared);

    const Ports ports_;
    const Settings settings_;
    Listener &listener_;
    const Chronicle chronicle_;
    core::TimerHeap<Registration> timers_;
    core::Lanes<Registration> lanes_;
    core::Health health_;
    Holds held_; // lanes whose registrar wants no request before
    Holds down_; // ways of which every target rests until then
    bool asleep_ = false;
    bool admitting_ = false;
    std::int64_t last_question_ = 0;
};

template <typename Decide> void Driver::input(Registration &registration, Decide decide)
{
    // A timer may be late. That the binding has ended is told before anything is decided as if it lived.
    if (registration.session.bound_until <= ports_.clock.now())
        apply(registration, core::on_expiry(registration.session));
    apply(registration, decide(registration.session, moment(registration)));
}

} // namespace sipreg::registration
