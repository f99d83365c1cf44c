// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: feeds the machine, carries out its steps through the ports, tells the listener.
#pragma once

#include "core/digest.hpp"
#include "core/machine.hpp"
#include "registration/attempt.hpp"
#include "registration/event.hpp"
#include "registration/ports.hpp"
#include "registration/registration.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sipreg::registration {

struct Settings {
    core::Policy policy;
    core::Hashes hashes{};
    std::size_t max_outstanding = 200;
    std::string user_agent;
};

/// One thread at a time. A registration must be forgotten before it is destroyed, and not from within a listener.
class Driver {
public:
    Driver(const Ports &ports, Settings settings, Listener &listener);

    void start(Registration &registration, core::Goal goal);
    void stop(Registration &registration);
    void query(Registration &registration);
    void forget(Registration &registration);

    /// The application's answer to question @p number; nothing: it has none. False if that is not asked (any more).
    bool give(Registration &registration, std::int64_t number, std::optional<core::Grant> grant);

    /// Does what is due now.
    void on_time();
    Instant next_deadline() const noexcept { return timers_.next(); }

    // For Attempt.
    void on_targets(Registration &registration, std::uint16_t count);
    void on_reply(Registration &registration, Attempt &attempt);
    void on_silence(Registration &registration, core::Silence silence);
    Dice &dice() const noexcept { return ports_.dice; }
    const core::Hashes &hashes() const noexcept { return settings_.hashes; }
    const std::string &user_agent() const noexcept { return settings_.user_agent; }

private:
    static constexpr std::size_t kCnonceSize = 7; // as hex, short enough to need no memory of its own

    core::Moment moment(const Registration &registration) const;
    template <typename Decide> void input(Registration &registration, Decide decide);
    void apply(Registration &registration, const core::Step &step);
    void carry_out(Registration &registration, core::Command command);
    void tell(Registration &registration, const core::Step &step);
    void tell(Registration &registration, EventType type, core::Operation operation, const core::Step &step = {});
    void end_attempt(Registration &registration, const core::Step &step);
    void admit();
    void learn_address(Registration &registration, const core::Reply &reply);
    core::Outcome weigh(Registration &registration, Attempt &attempt);
    core::Outcome weigh_challenges(Registration &registration, Attempt &attempt);
    core::Outcome take_up(Registration &registration, Attempt &attempt, const core::Challenge *answered = nullptr);
    void on_credentials(Registration &registration, const core::Outcome &outcome);
    void give_back_place(Registration &registration);

    const Ports ports_;
    const Settings settings_;
    Listener &listener_;
    core::TimerHeap<Registration> timers_;
    core::Window<Registration> window_;
    std::int64_t last_question_ = 0;
};

} // namespace sipreg::registration
