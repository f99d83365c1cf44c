// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: inputs in, steps carried out.
#include "registration/driver.hpp"

#include "core/contact.hpp"

#include <utility>

namespace sipreg::registration {

Driver::Driver(const Ports &ports, Settings settings, Listener &listener)
    : ports_(ports), settings_(std::move(settings)), listener_(listener), window_(settings_.max_outstanding)
{
}

core::Moment Driver::moment(const Registration &registration) const
{
    return {settings_.policy, *registration.account, ports_.clock.now(), ports_.dice.unit()};
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
    input(registration, core::on_query);
}

void Driver::forget(Registration &registration)
{
    timers_.take_out(registration);
    window_.leave(registration);
    const bool held = registration.attempt && registration.attempt->holds_place;
    registration.attempt.reset();
    if (held)
        window_.give_back();
    admit();
}

void Driver::on_time()
{
    while (timers_.next() <= ports_.clock.now()) {
        Registration &registration = *timers_.first();
        input(registration, core::on_time);
    }
}

void Driver::on_targets(Registration &registration, std::uint16_t count)
{
    input(registration, [count](const core::Session &session, const core::Moment &now) {
        return core::on_targets(session, count, now);
    });
}

void Driver::learn_address(Registration &registration, const core::Reply &reply)
{
    const std::optional<core::HostPort> seen = core::public_address(
        reply.via_received, reply.via_rport, registration.local.host, registration.local.port);
    if (!seen || seen == registration.public_address)
        return;
    registration.public_address = seen;
    tell(registration, EventType::public_address, registration.session.operation);
}

core::Outcome Driver::weigh(Registration &registration, Attempt &attempt)
{
    core::Reply &reply = attempt.reply;
    const core::Session &session = registration.session;
    core::Binding *own = core::find_own(reply.bindings, registration.contact);
    core::Outcome outcome;
    outcome.verdict = core::judge(reply, session.operation, session.asked_s, own);
    if (outcome.verdict.kind == core::Verdict::Kind::challenged)
        return weigh_challenges(registration, attempt);
    core::take_acceptance(registration.logins);
    if (outcome.verdict.kind == core::Verdict::Kind::accepted) {
        core::note_logins(registration.proven, registration.logins);
        if (session.operation != core::Operation::query)
            registration.old_contact.clear();
        if (!reply.nextnonce.empty())
            core::take_nextnonce(registration.logins, reply.nextnonce, ports_.dice.hex(kCnonceSize));
        outcome.moved = session.operation == core::Operation::add && attempt.contact_moved();
    }
    return outcome;
}

void Driver::on_reply(Registration &registration, Attempt &attempt)
{
    registration.last_status = attempt.reply.status;
    registration.last_reason = attempt.reply.reason;
    learn_address(registration, attempt.reply);
    const core::Outcome outcome = weigh(registration, attempt);
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
    timers_.set(registration, core::next_wake(step.next));
    tell(registration, step);
    if (step.ended != core::Operation::none)
        end_attempt(registration, step);
    carry_out(registration, step.command);
}

void Driver::give_back_place(Registration &registration)
{
    if (!registration.attempt->holds_place)
        return;
    registration.attempt->holds_place = false;
    window_.give_back();
}

void Driver::end_attempt(Registration &registration, const core::Step &step)
{
    window_.leave(registration);
    give_back_place(registration);
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
        registration.attempt = std::make_unique<Attempt>(*this, registration);
        registration.attempt->resolve(ports_.resolver);
        break;
    case core::Command::enqueue:
        window_.enqueue(registration);
        break;
    case core::Command::ask:
        registration.attempt->pause();
        give_back_place(registration); // others go on while somebody thinks
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

void Driver::admit()
{
    while (Registration *next = window_.admit()) {
        next->attempt->holds_place = true;
        apply(*next, core::on_granted(next->session, moment(*next)));
    }
}

} // namespace sipreg::registration
