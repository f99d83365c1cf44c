// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: what the machine decided is carried out.
#include "registration/driver.hpp"

#include "registration/hold.hpp"
#include "registration/way.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

namespace {

// What tells of the end of a binding.
constexpr unsigned kEnds = core::kExpired | core::kLost | core::kUnregistered;

} // namespace

Driver::Driver(const Ports &ports, Settings settings, Listener &listener)
    : ports_(ports), settings_(std::move(settings)), listener_(listener), chronicle_(settings_.explained_attempts), lanes_(settings_.pace),
      health_(settings_.caution)
{
}

core::Moment Driver::moment(const Registration &registration)
{
    const Instant now = ports_.clock.now();
    core::Moment moment{settings_.policy, *registration.account, now, ports_.dice.unit()};
    moment.asleep = asleep_;
    moment.reached = is_reached(kin_of(registration));
    const Instant own = registration.attempt ? registration.attempt->plan().held_until : Instant::min();
    const Instant down = std::max(held_until(down_, way_of, registration, now), own);
    moment.held_until = std::max(held_until(held_, lane_of, registration, now), down);
    if (moment.held_until == down)
        moment.held_by = core::Rule::targets_down;
    return moment;
}

void Driver::forget(Registration &registration)
{
    drop_flows(registration);
    timers_.take_out(registration);
    lanes_.leave(registration, ports_.clock.now());
    give_place_back(registration);
    registration.attempt.reset();
    registration.hold.reset();
    admit();
}

void Driver::give_place_back(Registration &registration)
{
    if (!registration.attempt || !registration.attempt->holds_place)
        return;
    registration.attempt->holds_place = false;
    lanes_.give_back();
}

Instant Driver::next_deadline() const noexcept
{
    return asleep_ ? kNever : std::min(timers_.next(), lanes_.next());
}

void Driver::on_time()
{
    if (asleep_)
        return;
    while (timers_.next() <= ports_.clock.now()) {
        Registration &registration = *timers_.first();
        if (core::is_unanswered(registration.session, ports_.clock.now()))
            report(registration, core::judge(core::Silence::timeout));
        input(registration, core::on_time);
    }
    admit();
}

void Driver::apply(Registration &registration, const core::Step &step)
{
    registration.session = step.next;
    chronicle_.on_step(registration, step, ports_.clock.now());
    if ((step.notices & kEnds) != 0)
        forget_binding(registration);
    if (!step.next.alive())
        registration.hold.reset(); // left to run out after a removal that failed, it ends without a notice
    if (step.notices & core::kRegistered) {
        registration.home = core::mark_of(registration.attempt->place());
        keep_flow(registration);
    }
    timers_.set(registration, core::next_wake(step.next));
    tell(registration, step);
    if (step.ended != core::Operation::none)
        end_attempt(registration, step);
    carry_out(registration, step.command);
    if (step.notices & core::kRegistered)
        start_flows(registration);
}

// What came with it.
void Driver::forget_binding(Registration &registration)
{
    registration.home = 0;
    registration.hold.reset();
    if (!registration.learned)
        return;
    registration.learned->services.reset();
    registration.learned->shown.clear();
}

// What was asked for meanwhile waits for its own attempt.
void Driver::forget_removed(Registration &registration)
{
    std::vector<std::string> &unwanted = registration.unwanted();
    unwanted.erase(unwanted.begin(), unwanted.begin() + static_cast<std::ptrdiff_t>(registration.attempt->removes));
}

void Driver::end_attempt(Registration &registration, const core::Step &step)
{
    lanes_.leave(registration, ports_.clock.now());
    give_place_back(registration);
    if (step.failure != core::Failure::none && registration.learned)
        registration.learned->redirect.reset(); // the account's own registrar is asked again
    if (step.failure == core::Failure::credentials)
        registration.logins.clear(); // what was refused is not offered again unasked
    if (step.notices & core::kUnregistered)
        registration.contact.clear();
    if (step.ended == core::Operation::remove_others && (step.notices & (core::kBindings | core::kFailed)) != 0)
        forget_removed(registration);
}

void Driver::carry_out(Registration &registration, core::Command command)
{
    switch (command) {
    case core::Command::none:
        return;
    case core::Command::resolve:
        core::begin_attempt(registration.logins);
        core::begin_attempt(registration.purse);
        if (registration.learned && !registration.session.alive())
            registration.learned->redirect.reset();
        registration.attempt = std::make_unique<Attempt>(*this, registration);
        registration.attempt->resolve(ports_.resolver, settings_.offer);
        break;
    case core::Command::follow:
        core::begin_attempt(registration.logins); // another server: its challenge refuses nothing yet
        give_place_back(registration);
        registration.attempt->resolve(ports_.resolver, settings_.offer);
        break;
    case core::Command::enqueue:
        enqueue(registration);
        break;
    case core::Command::ask:
        registration.attempt->let_go();
        give_place_back(registration); // others go on while somebody thinks
        break;
    case core::Command::send:
        registration.attempt->send(ports_.transport);
        return;
    case core::Command::release:
        registration.attempt.reset();
        break;
    }
    admit();
}

// Who goes on with an attempt has waited already.
void Driver::enqueue(Registration &registration)
{
    registration.attempt->let_go();
    give_place_back(registration);
    registration.attempt->problem = "no place among the outstanding requests was free in time";
    lanes_.enqueue(registration, lane_of(registration), registration.session.begun, ports_.clock.now());
}

// While it stood in line, others have found out more. False: it does not go after all.
bool Driver::set_out(Registration &registration)
{
    plan(registration);
    const core::Moment now = moment(registration);
    const auto count = static_cast<std::uint16_t>(registration.attempt->plan().targets.size());
    apply(registration, core::on_targets(registration.session, count, now));
    if (!registration.attempt || !registration.attempt->holds_place)
        return false;
    registration.attempt->set_out();
    return true;
}

void Driver::admit()
{
    if (asleep_ || admitting_)
        return; // the loop below, further up on the stack, goes on
    admitting_ = true;
    while (Registration *next = lanes_.admit(ports_.clock.now())) {
        next->attempt->holds_place = true;
        if (!next->attempt->has_set_out() && !set_out(*next))
            continue;
        avoid_datagram(*next);
        apply(*next, core::on_granted(next->session, moment(*next)));
    }
    admitting_ = false;
}

} // namespace sipreg::registration
