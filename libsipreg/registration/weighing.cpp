// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: what an answer means for this registration.
#include "registration/driver.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

namespace {

using Kind = core::Verdict::Kind;

constexpr std::size_t kCnonceSize = 7; // as hex, short enough to need no memory of its own

core::Failure refusal_of(core::Taken taken)
{
    return taken == core::Taken::unsupported ? core::Failure::fatal : core::Failure::credentials;
}

std::string sentence(core::Taken taken)
{
    switch (taken) {
    case core::Taken::answerable:
        return "the registrar never stops asking for credentials";
    case core::Taken::rejected:
        return "the credentials were rejected";
    case core::Taken::no_credentials:
        return "no credentials are set for the realm that was asked for";
    case core::Taken::unsupported:
        return "the challenge uses a scheme, algorithm or qop that is not supported, or that the account forbids";
    }
    return {};
}

// What was asked for, by realm, and what of it will be answered.
std::vector<core::Asked> asked_of(const Registration &registration, const core::Reply &reply)
{
    std::vector<core::Asked> all;
    for (const core::Challenge &challenge : reply.challenges) {
        auto same = std::find_if(all.begin(), all.end(), [&](const auto &one) { return one.realm == challenge.realm; });
        if (same == all.end())
            same = all.insert(all.end(), {challenge.realm, "", ""});
        same->offered.append(same->offered.empty() ? "" : ", ").append(core::name(challenge.algorithm));
    }
    for (core::Asked &one : all)
        for (const core::Login &login : registration.logins)
            if (login.fresh && login.challenge.realm == one.realm)
                one.chosen = core::name(login.challenge.algorithm);
    return all;
}

bool is_foreign_ground(const Registration &registration)
{
    const core::Redirect *redirect = registration.redirect();
    return redirect != nullptr && redirect->foreign && !registration.account->extras->redirect_carries_credentials;
}

core::Traits traits_of(const Registration &registration)
{
    core::Traits traits{*registration.account->extras, registration.contact};
    if (registration.learned)
        traits.shown = registration.learned->shown;
    traits.public_address = registration.public_address;
    traits.must_be_there = registration.session.operation == core::Operation::add;
    return traits;
}

bool follow(Registration &registration, const core::Reply &reply)
{
    std::optional<core::Redirect> found = core::redirect_of(*registration.account, reply.bindings);
    if (!found)
        return false;
    registration.lessons().redirect = std::move(found);
    return true;
}

} // namespace

void Driver::learn_address(Registration &registration, const core::Reply &reply)
{
    const std::optional<core::HostPort> seen = core::public_address(
        reply.via_received, reply.via_rport, registration.local.host, registration.local.port);
    if (!seen || seen == registration.public_address)
        return;
    registration.public_address = seen;
    tell(registration, EventType::public_address, registration.session.operation);
}

void Driver::weigh_challenges(Registration &registration, Attempt &attempt, core::Outcome &outcome)
{
    if (is_foreign_ground(registration)) {
        outcome.refusal = core::Failure::fatal;
        attempt.problem = "another domain, named by the registrar, asks for credentials, which it is not given";
        return;
    }
    const core::Taken taken = core::take_challenges(registration.logins, *registration.account,
                                                    attempt.reply.challenges, ports_.dice.hex(kCnonceSize));
    outcome.answerable = taken == core::Taken::answerable;
    outcome.refusal = refusal_of(taken);
    attempt.problem = sentence(taken);
    attempt.asked = asked_of(registration, attempt.reply);
}

// Our own in the answer to our REGISTER: it may be shown as another URI, and may bring services.
void Driver::learn_own(Registration &registration, const core::Reply &reply, const core::Own &own)
{
    const bool rewritten = own.how == core::Own::How::instance || own.how == core::Own::How::guessed;
    registration.listed = own.binding != nullptr;
    if (rewritten) {
        registration.lessons().shown = own.binding->uri;
        tell(registration, EventType::rewritten, core::Operation::add);
    }
    auto services = core::read_services(reply.head, own.binding, registration.account->extras->route);
    if (services || registration.learned)
        registration.lessons().services = std::move(services);
}

// The first answer only tells which others there are; later ones, who has come.
void Driver::learn_foreign(Registration &registration, const core::Reply &reply)
{
    core::Foreign known = registration.learned ? std::move(registration.learned->foreign) : core::Foreign();
    const std::vector<const core::Binding *> appeared = core::new_foreign(reply.bindings, known);
    if (!known.empty() || registration.learned)
        registration.lessons().foreign = std::move(known);
    if (std::exchange(registration.counted, true) && !appeared.empty())
        tell_foreign(registration, appeared);
}

void Driver::weigh_success(Registration &registration, Attempt &attempt, const core::Own &own, core::Outcome &outcome)
{
    const core::Reply &reply = attempt.reply;
    const core::Operation operation = registration.session.operation;
    if (operation == core::Operation::add || operation == core::Operation::remove)
        registration.old_contacts.clear();
    if (operation == core::Operation::remove_others)
        registration.unwanted.clear();
    if (!reply.nextnonce.empty())
        core::take_nextnonce(registration.logins, reply.nextnonce, ports_.dice.hex(kCnonceSize));
    if (operation == core::Operation::add) {
        learn_own(registration, reply, own);
        outcome.moved = attempt.contact_moved();
    } else if (operation != core::Operation::remove) {
        attempt.replaced = own.how == core::Own::How::instance;
        outcome.missing = registration.listed && (own.how == core::Own::How::absent || attempt.replaced);
    }
    learn_foreign(registration, reply);
}

core::Outcome Driver::weigh(Registration &registration, Attempt &attempt)
{
    core::Reply &reply = attempt.reply;
    const core::Session &session = registration.session;
    const core::Own own = core::find_own(reply.bindings, traits_of(registration));
    core::Outcome outcome;
    outcome.verdict = core::judge(reply, session.operation, session.asked_s, own.binding,
                                  registration.account->extras->limits.min_expires_s);
    if (outcome.verdict.kind == Kind::challenged)
        weigh_challenges(registration, attempt, outcome);
    else
        core::take_acceptance(registration.logins);
    if (outcome.verdict.kind == Kind::accepted)
        weigh_success(registration, attempt, own, outcome);
    if (outcome.verdict.kind == Kind::redirected) {
        outcome.answerable = follow(registration, reply);
        attempt.problem = "answered " + std::to_string(reply.status) + ", and named no registrar that can be followed";
    }
    if (outcome.verdict.kind == Kind::demanding)
        outcome.answerable = core::concede(registration.lessons().concessions, reply.status, reply.head,
                                           *registration.account);
    return outcome;
}

} // namespace sipreg::registration
