// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: what an answer means for this registration.
#include "registration/driver.hpp"

#include "core/contact.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::registration {

namespace {

using Kind = core::Verdict::Kind;

core::Traits traits_of(const Registration &registration)
{
    core::Traits traits{*registration.account->extras, registration.contact};
    if (registration.learned)
        traits.shown = registration.learned->shown;
    traits.public_address = registration.public_address;
    traits.must_be_there = registration.session.operation == core::Operation::add;
    return traits;
}

// A refresh at another address failed: the binding may still be where it was before.
bool lists_old(const Registration &registration, const core::Reply &reply)
{
    const auto is_old = [&](const core::Binding &binding) {
        return std::any_of(registration.old_contacts.begin(), registration.old_contacts.end(),
                           [&](const std::string &old) { return core::same_contact(old, binding.uri); });
    };
    return std::any_of(reply.bindings.begin(), reply.bindings.end(), is_old);
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
    if (std::exchange(registration.counted, true) && !appeared.empty() && registration.is_first_flow())
        tell_foreign(registration, appeared);
}

void Driver::weigh_success(Registration &registration, Attempt &attempt, const core::Own &own, core::Outcome &outcome)
{
    const core::Reply &reply = attempt.reply;
    const core::Operation operation = registration.session.operation;
    core::note_logins(registration.proven, registration.logins);
    if (operation == core::Operation::add || operation == core::Operation::remove)
        registration.old_contacts.clear();
    if (!reply.nextnonce.empty())
        core::take_nextnonce(registration.logins, reply.nextnonce, ports_.dice.hex(kCnonceSize));
    if (operation == core::Operation::add) {
        learn_own(registration, reply, own);
        outcome.moved = attempt.contact_moved();
    } else if (operation != core::Operation::remove) {
        attempt.replaced = own.how == core::Own::How::instance;
        const bool gone = own.how == core::Own::How::absent && !lists_old(registration, reply);
        outcome.missing = registration.listed && (gone || attempt.replaced);
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
        return weigh_challenges(registration, attempt);
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
