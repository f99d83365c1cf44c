// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: inputs in, steps carried out.
#include "registration/driver.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sipreg::registration {

namespace {

// What tells of the end of a binding.
constexpr unsigned kEnds = core::kExpired | core::kLost | core::kUnregistered;

} // namespace

Driver::Driver(const Ports &ports, Settings settings, Listener &listener)
    : ports_(ports), settings_(std::move(settings)), listener_(listener), chronicle_(settings_.explained_attempts), lanes_(settings_.pace)
{
}

core::Moment Driver::moment(const Registration &registration)
{
    const Instant now = ports_.clock.now();
    return {settings_.policy, *registration.account, now, ports_.dice.unit(), held_until(registration, now), asleep_};
}

Instant Driver::held_until(const Registration &registration, Instant now)
{
    if (held_.empty())
        return Instant::min();
    const auto held = held_.find(lane_of(registration));
    if (held == held_.end())
        return Instant::min();
    if (held->second > now)
        return held->second;
    held_.erase(held);
    return Instant::min();
}

void Driver::hold(const Registration &registration, const core::Outcome &outcome)
{
    if (!outcome.verdict.holds_registrar)
        return;
    const Seconds wanted(*outcome.verdict.retry_after_s);
    Instant &until = held_.try_emplace(lane_of(registration), Instant::min()).first->second;
    until = std::max(until, ports_.clock.now() + std::min(wanted, registration.account->backoff.cap));
}

template <typename Decide> void Driver::input(Registration &registration, Decide decide)
{
    // A timer may be late. That the binding has ended is told before anything is decided as if it lived.
    if (registration.session.bound_until <= ports_.clock.now())
        apply(registration, core::on_expiry(registration.session));
    apply(registration, decide(registration.session, moment(registration)));
}

void Driver::start(Registration &registration, core::Goal goal)
{
    input(registration, [goal](const core::Session &session, const core::Moment &now) {
        return core::on_start(session, goal, now);
    });
}

void Driver::stop(Registration &registration)
{
    input(registration, core::on_stop);
}

void Driver::query(Registration &registration)
{
    wish(registration, core::kQuery);
}

void Driver::remove_all(Registration &registration)
{
    wish(registration, core::kRemoveAll);
}

void Driver::remove_others(Registration &registration, std::vector<std::string> uris)
{
    registration.unwanted.insert(registration.unwanted.end(), std::make_move_iterator(uris.begin()),
                                 std::make_move_iterator(uris.end()));
    wish(registration, core::kRemoveOthers);
}

void Driver::wish(Registration &registration, core::Wish wish)
{
    input(registration, [wish](const core::Session &session, const core::Moment &now) {
        return core::on_wish(session, wish, now);
    });
}

void Driver::refresh(Registration &registration, Millis deadline)
{
    input(registration, [deadline](const core::Session &session, const core::Moment &now) {
        return core::on_refresh(session, deadline, now);
    });
}

void Driver::update(Registration &registration, std::shared_ptr<const core::Account> account)
{
    const bool visible = !core::looks_the_same(*registration.account, *account);
    for (const core::ExtraContact &gone : registration.account->extras->more_contacts)
        registration.old_contacts.push_back(gone.uri); // those that stay are taken out again
    for (const core::ExtraContact &stays : account->extras->more_contacts)
        std::erase(registration.old_contacts, stays.uri);
    registration.account = std::move(account);
    input(registration, [visible](const core::Session &session, const core::Moment &now) {
        return core::on_update(session, visible, now);
    });
}

void Driver::sleep(Registration &registration)
{
    input(registration, core::on_sleep);
}

void Driver::wake(Registration &registration)
{
    input(registration, core::on_time);
}

void Driver::network_changed(Registration &registration)
{
    input(registration, core::on_network);
}

void Driver::forget(Registration &registration)
{
    timers_.take_out(registration);
    lanes_.leave(registration, ports_.clock.now());
    give_place_back(registration);
    registration.attempt.reset();
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
        input(registration, core::on_time);
    }
    admit();
}

void Driver::on_targets(Registration &registration, std::uint16_t count)
{
    input(registration, [count](const core::Session &session, const core::Moment &now) {
        return core::on_targets(session, count, now);
    });
}

void Driver::on_reply(Registration &registration, Attempt &attempt)
{
    registration.last_status = attempt.reply.status;
    registration.last_reason = attempt.reply.reason;
    learn_address(registration, attempt.reply);
    const core::Outcome outcome = weigh(registration, attempt);
    hold(registration, outcome);
    input(registration, [&outcome](const core::Session &session, const core::Moment &now) {
        return core::on_outcome(session, outcome, now);
    });
}

void Driver::on_credentials(Registration &registration, const core::Outcome &outcome)
{
    input(registration, [&outcome](const core::Session &session, const core::Moment &now) {
        return core::on_credentials(session, outcome, now);
    });
}

void Driver::on_silence(Registration &registration, core::Silence silence)
{
    input(registration, [silence](const core::Session &session, const core::Moment &now) {
        return core::on_outcome(session, {core::judge(silence)}, now);
    });
}

void Driver::apply(Registration &registration, const core::Step &step)
{
    registration.session = step.next;
    chronicle_.on_step(registration, step, ports_.clock.now());
    if ((step.notices & kEnds) != 0 && registration.learned) {
        registration.learned->services.reset(); // they came with the binding
        registration.learned->shown.clear();
    }
    timers_.set(registration, core::next_wake(step.next));
    tell(registration, step);
    if (step.ended != core::Operation::none)
        end_attempt(registration, step);
    carry_out(registration, step.command);
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
        registration.attempt->resolve(ports_.resolver);
        break;
    case core::Command::follow:
        core::begin_attempt(registration.logins); // another server: its challenge refuses nothing yet
        give_place_back(registration);
        registration.attempt->resolve(ports_.resolver);
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
    lanes_.enqueue(registration, lane_of(registration), registration.attempt->begun, ports_.clock.now());
}

void Driver::admit()
{
    if (asleep_ || admitting_)
        return; // the loop below, further up on the stack, goes on
    admitting_ = true;
    while (Registration *next = lanes_.admit(ports_.clock.now())) {
        next->attempt->holds_place = true;
        apply(*next, core::on_granted(next->session, moment(*next)));
    }
    admitting_ = false;
}

} // namespace sipreg::registration
