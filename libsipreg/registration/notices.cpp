// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: what the listener is told.
#include "registration/driver.hpp"

#include "registration/hold.hpp"

#include <algorithm>

namespace sipreg::registration {

namespace {

std::string sentence(const Registration &registration, const core::Step &step)
{
    if (step.notices & core::kFlowLost)
        return registration.hold->loss();
    const Attempt *attempt = registration.attempt.get();
    if (attempt != nullptr && !attempt->problem.empty())
        return attempt->problem;
    if (attempt != nullptr && attempt->reply.status != 0)
        return "answered " + std::to_string(attempt->reply.status) + " " + attempt->reply.reason +
               (attempt->reply.status < 300 ? " and kept nothing" : "");
    return {};
}

void explain(Event &event, const Registration &registration, const core::Step &step)
{
    const Attempt *attempt = registration.attempt.get();
    event.failure = step.failure;
    event.will_retry = step.will_retry;
    event.attempt = step.attempt;
    event.cause = sentence(registration, step);
    if (attempt != nullptr && attempt->main_trouble()) {
        event.tls_fault = attempt->main_trouble()->tls;
        event.tls_alert = attempt->main_trouble()->alert;
    }
    event.status = attempt != nullptr ? attempt->reply.status : 0;
    event.reason = attempt != nullptr ? attempt->reply.reason : "";
}

bool is_under_removal(const core::Session &session)
{
    return core::state_of(session) == core::State::unregistering;
}

// It is told when the last of the flows is gone.
bool is_last(const Registration &registration)
{
    const std::vector<const Registration *> kin = kin_of(registration);
    return std::none_of(kin.begin(), kin.end(), [](const Registration *one) {
        return one->session.alive() || is_under_removal(one->session);
    });
}

// One flow that lives is enough.
void count_in_kin(Event &event, const Registration &registration, Instant now)
{
    const std::vector<const Registration *> kin = kin_of(registration);
    bool all = event.state == core::State::registered;
    for (const Registration *one : kin) {
        const core::Session session = core::as_of(one->session, now);
        all = all && session.alive() && !session.degraded;
        if (!session.alive() || is_under_removal(session))
            continue;
        event.state = core::State::registered;
        event.remaining = std::max(event.remaining, Millis(session.bound_until - now));
    }
    if (!kin.empty() && event.state == core::State::registered)
        event.degraded = event.degraded || !all;
}

bool was_replaced(const Registration &registration) { return registration.attempt && registration.attempt->replaced; }

bool carries_reply(EventType type)
{
    return type == EventType::registered || type == EventType::failed || type == EventType::bindings;
}

} // namespace

Event status_of(const Registration &registration, Instant now)
{
    const core::Session session = core::as_of(registration.session, now);
    Event event;
    event.aor = registration.account->aor;
    event.state = core::state_of(session);
    event.degraded = session.degraded;
    event.operation = session.operation;
    if (registration.learned && session.alive())
        event.services = registration.learned->services;
    event.granted_s = session.granted_s;
    event.remaining = session.alive() ? std::max(session.bound_until - now, Millis(0)) : Millis(0);
    event.next_attempt = session.next_attempt == kNever ? Millis(-1) : std::max(session.next_attempt - now, Millis(0));
    event.public_address = registration.public_address ? core::to_string(*registration.public_address) : "";
    event.contact = registration.contact;
    event.call_id = registration.call_id;
    event.cseq = registration.cseq;
    event.status = registration.last_status;
    event.reason = registration.last_reason;
    event.attempt = session.failures;
    event.outbound = registration.outbound;
    event.flow = registration.account->extras->flows > 0 ? registration.flow_number() : 0;
    count_in_kin(event, registration, now);
    return event;
}

void Driver::tell(Registration &registration, EventType type, core::Operation operation, const core::Step &step)
{
    Event event = status_of(registration, ports_.clock.now());
    event.type = type;
    event.operation = operation;
    if (type == EventType::failed || type == EventType::degraded)
        explain(event, registration, step);
    if (carries_reply(type) && registration.attempt) {
        event.bindings = registration.attempt->reply.bindings;
        event.head = registration.attempt->reply.head;
    }
    if (type == EventType::credentials)
        event.question = {registration.attempt->asked, &registration.attempt->asked->question};
    if (type == EventType::downgrade)
        event.downgrade = registration.attempt->downgrade;
    listener_.on_event(lead_of(registration), std::move(event));
}

void Driver::tell_foreign(Registration &registration, const std::vector<const core::Binding *> &appeared)
{
    Event event = status_of(registration, ports_.clock.now());
    event.type = EventType::foreign;
    event.operation = registration.session.operation;
    for (const core::Binding *binding : appeared)
        event.bindings.push_back(*binding);
    listener_.on_event(registration, std::move(event));
}

void Driver::tell(Registration &registration, const core::Step &step)
{
    using core::Operation;
    const struct {
        core::Notice notice;
        EventType type;
        Operation operation;
    } order[] = {
        {core::kRegistered, EventType::registered, Operation::add},
        {core::kBindings, EventType::bindings, step.ended},
        {core::kLost, was_replaced(registration) ? EventType::replaced : EventType::lost, step.ended},
        {core::kFailed, EventType::failed, step.ended},
        {core::kDegraded, EventType::degraded, Operation::add},
        {core::kFlowLost, EventType::degraded, Operation::add},
        {core::kExpired, EventType::expired, Operation::add},
        {core::kUnregistered, EventType::unregistered, Operation::remove},
        {core::kCredentials, EventType::credentials, step.next.operation},
    };
    for (const auto &row : order)
        if ((step.notices & row.notice) != 0 && (row.type != EventType::unregistered || is_last(registration)))
            tell(registration, row.type, row.operation, step);
}

} // namespace sipreg::registration
