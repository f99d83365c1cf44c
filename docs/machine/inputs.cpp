// SPDX-License-Identifier: LGPL-2.1-or-later
// What can happen to a registration.
#include "inputs.hpp"

#include <memory>

namespace sipreg::machine {

namespace {

using namespace core;
using Maybe = std::optional<Step>;

enum class Registrar { ready, held };

// One challenge and one redirection in an attempt show all that more of them would.
const Account &account()
{
    static const Account small = [] {
        Extras extras;
        extras.limits.challenges = 1;
        extras.limits.redirects = 1;
        Account made;
        made.extras = std::make_shared<const Extras>(extras);
        return made;
    }();
    return small;
}

Moment moment(const Node &node, Registrar registrar = Registrar::ready)
{
    static const Policy policy;
    Moment made{policy, account(), node.now, 0.5};
    if (registrar == Registrar::held)
        made.held_until = node.now + Seconds(60);
    return made;
}

// The application.

template <Goal goal> Maybe start(Node &node) { return on_start(node.session, goal, moment(node)); }
// One errand in line shows all that more of them would.
template <Wish wish> Maybe ask_for(Node &node)
{
    return node.session.wishes == 0 ? on_wish(node.session, wish, moment(node)) : Maybe();
}
template <bool visible> Maybe change(Node &node) { return on_update(node.session, visible, moment(node)); }
Maybe stop(Node &node) { return on_stop(node.session, moment(node)); }
Maybe refresh(Node &node) { return on_refresh(node.session, Seconds(5), moment(node)); }

// The host.

Maybe sleep(Node &node)
{
    Moment asleep = moment(node);
    asleep.asleep = true;
    return on_sleep(node.session, asleep);
}

Maybe network(Node &node) { return on_network(node.session, moment(node)); }

// The lookup and the window.

template <std::uint16_t count> Maybe targets(Node &node)
{
    return node.session.phase == Phase::resolving ? on_targets(node.session, count, moment(node)) : Maybe();
}

// Others have found out that none of them lives.
Maybe dead_targets(Node &node)
{
    Moment down = moment(node, Registrar::held);
    down.held_by = Rule::targets_down;
    return node.session.phase == Phase::resolving ? on_targets(node.session, 1, down) : Maybe();
}

template <Registrar registrar> Maybe grant(Node &node)
{
    return node.session.phase == Phase::queued ? on_granted(node.session, moment(node, registrar)) : Maybe();
}

// Answers, and their absence.

Maybe judged(const Node &node, const Outcome &outcome)
{
    return node.session.phase == Phase::sent ? on_outcome(node.session, outcome, moment(node)) : Maybe();
}

Outcome outcome_of(const Node &node, int status)
{
    Reply reply;
    reply.status = status;
    if (status == 423)
        reply.min_expires_s = node.session.asked_s + 1;
    Outcome outcome;
    outcome.verdict = judge(reply, node.session.operation, node.session.asked_s, nullptr, UINT32_MAX);
    return outcome;
}

template <int status> Maybe answer(Node &node) { return judged(node, outcome_of(node, status)); }

template <int status> Maybe meetable(Node &node)
{
    Outcome outcome = outcome_of(node, status);
    outcome.answerable = true;
    return judged(node, outcome);
}

template <int status> Maybe for_the_application(Node &node)
{
    Outcome outcome = outcome_of(node, status);
    outcome.wanted = true;
    return judged(node, outcome);
}

Maybe elsewhere(Node &node)
{
    Outcome outcome = outcome_of(node, 200);
    outcome.moved = true;
    return node.session.operation == Operation::add ? judged(node, outcome) : Maybe();
}

Maybe without_ours(Node &node)
{
    Outcome outcome = outcome_of(node, 200);
    outcome.missing = true;
    const bool lists = node.session.operation == Operation::query || node.session.operation == Operation::remove_others;
    return lists && node.session.alive() ? judged(node, outcome) : Maybe();
}

Maybe nothing_granted(Node &node)
{
    Reply reply;
    reply.status = 200;
    reply.expires_s = 0;
    Outcome outcome;
    outcome.verdict = judge(reply, Operation::add, node.session.asked_s, nullptr, UINT32_MAX);
    return node.session.operation == Operation::add ? judged(node, outcome) : Maybe();
}

template <Silence silence> Maybe silent(Node &node) { return judged(node, {judge(silence)}); }

Maybe credentials(Node &node, bool answerable, bool wanted)
{
    Outcome outcome = outcome_of(node, 401);
    outcome.answerable = answerable;
    outcome.wanted = wanted;
    return node.session.phase == Phase::asking ? on_credentials(node.session, outcome, moment(node)) : Maybe();
}

Maybe given(Node &node) { return credentials(node, true, false); }
Maybe denied(Node &node) { return credentials(node, false, false); }
Maybe given_in_part(Node &node) { return credentials(node, false, true); }

// The clock.

// Its hand moves to @p due; nothing if that does not come, or the end of the binding comes before.
Maybe tick(Node &node, Instant due, Registrar registrar = Registrar::ready)
{
    if (due == kNever || node.session.bound_until <= due)
        return {};
    node.now = due;
    return on_time(node.session, moment(node, registrar));
}

template <Registrar registrar> Maybe attempt_due(Node &node)
{
    return node.session.resting() ? tick(node, node.session.next_attempt, registrar) : Maybe();
}

Maybe target_late(Node &node)
{
    const Session &session = node.session;
    return session.target_until < session.attempt_until ? tick(node, session.target_until) : Maybe();
}

Maybe attempt_late(Node &node) { return tick(node, node.session.attempt_until); }

Maybe binding_over(Node &node)
{
    if (!node.session.alive())
        return {};
    node.now = node.session.bound_until;
    return on_expiry(node.session);
}

} // namespace

const std::vector<Input> &inputs()
{
    static const std::vector<Input> all{
        {"start", "start", start<Goal::keep>},
        {"start, once", "start", start<Goal::once>},
        {"stop", "stop", stop},
        {"refresh now", "refresh now", refresh},
        {"query", "errand", ask_for<kQuery>},
        {"remove others", "errand", ask_for<kRemoveOthers>},
        {"remove all", "errand", ask_for<kRemoveAll>},
        {"account changed", "account changed", change<true>},
        {"secrets changed", "account changed", change<false>},
        {"host sleeps", "host sleeps", sleep},
        {"network changed", "network changed", network},
        {"an attempt is due", "due", attempt_due<Registrar::ready>},
        {"an attempt is due, registrar holds", "due", attempt_due<Registrar::held>},
        {"no target found", "lookup", targets<0>},
        {"one target found", "lookup", targets<1>},
        {"two targets found", "silence", targets<2>},
        {"targets found, all known to be dead", "lookup", dead_targets},
        {"a place is free", "place", grant<Registrar::ready>},
        {"a place is free, registrar holds", "place", grant<Registrar::held>},
        {"2xx", "answer", answer<200>},
        {"2xx, our address is another", "answer", elsewhere},
        {"2xx, lifetime 0", "answer", nothing_granted},
        {"2xx, our binding is not listed", "answer", without_ours},
        {"3xx, followed", "answer", meetable<302>},
        {"3xx, not followed", "answer", answer<302>},
        {"401 or 407, answered", "answer", meetable<401>},
        {"401 or 407, for the application", "answer", for_the_application<401>},
        {"401 or 407, not answered", "answer", answer<401>},
        {"403", "answer", answer<403>},
        {"404", "answer", answer<404>},
        {"420, met", "answer", meetable<420>},
        {"421, met", "answer", meetable<421>},
        {"423", "answer", answer<423>},
        {"439, met", "answer", meetable<439>},
        {"494, met", "answer", meetable<494>},
        {"494, not met", "answer", answer<494>},
        {"500", "answer", answer<500>},
        {"503", "answer", answer<503>},
        {"555, met", "answer", meetable<555>},
        {"603", "answer", answer<603>},
        {"target not reached", "silence", silent<Silence::refused>},
        {"connection broke", "silence", silent<Silence::broken>},
        {"no answer", "silence", silent<Silence::timeout>},
        {"target's time over", "clock", target_late},
        {"attempt's time over", "clock", attempt_late},
        {"credentials given", "credentials", given},
        {"credentials given for one realm of two", "credentials", given_in_part},
        {"no credentials", "credentials", denied},
        {"binding ends", "clock", binding_over},
    };
    return all;
}

} // namespace sipreg::machine
