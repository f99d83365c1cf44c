// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: challenges, and the application's answers where it is asked for credentials.
#include "registration/driver.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace sipreg::registration {

namespace {

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
    case core::Taken::wanted:
        return "the application gave no credentials in time";
    case core::Taken::no_credentials:
        return "no credentials are set for the realm that was asked for";
    case core::Taken::unsupported:
        return "the challenge uses a scheme, algorithm or qop that is not supported, or that the account forbids";
    }
    return {};
}

std::string sentence(const core::Downgrade &downgrade)
{
    return std::string("the registrar asks for ") + core::name(downgrade.now) + " where it has asked for " +
           core::name(downgrade.before);
}

std::string name_of(const core::Challenge &challenge)
{
    return challenge.scheme == core::Scheme::bearer ? "Bearer" : core::algorithm_of(challenge);
}

// What was asked for, by realm, and what of it will be answered.
std::vector<core::Asked> asked_of(const Registration &registration, const core::Reply &reply)
{
    std::vector<core::Asked> all;
    for (const core::Challenge &challenge : reply.challenges) {
        auto same = std::find_if(all.begin(), all.end(), [&](const auto &one) { return one.realm == challenge.realm; });
        if (same == all.end())
            same = all.insert(all.end(), {challenge.realm, "", ""});
        same->offered.append(same->offered.empty() ? "" : ", ").append(name_of(challenge));
    }
    for (core::Asked &one : all)
        for (const core::Login &login : registration.logins)
            if (login.fresh && login.challenge.realm == one.realm)
                one.chosen = name_of(login.challenge);
    return all;
}

bool is_foreign_ground(const Registration &registration)
{
    const core::Redirect *redirect = registration.redirect();
    return redirect != nullptr && redirect->foreign && !registration.account->extras->redirect_carries_credentials;
}

core::Outcome refused(core::Failure failure)
{
    core::Outcome outcome;
    outcome.verdict.kind = core::Verdict::Kind::challenged;
    outcome.verdict.rule = core::Rule::challenge_answered;
    outcome.refusal = failure;
    return outcome;
}

} // namespace

core::Outcome Driver::weigh_challenges(Registration &registration, Attempt &attempt)
{
    if (is_foreign_ground(registration)) {
        attempt.problem = "another domain, named by the registrar, asks for credentials, which it is not given";
        return refused(core::Failure::fatal);
    }
    const auto downgrade = core::downgrade_of(registration.proven, attempt.reply.challenges);
    if (downgrade && !attempt.downgrade) {
        attempt.downgrade = downgrade;
        tell(registration, EventType::downgrade, registration.session.operation);
    }
    if (!downgrade || !registration.account->extras->refuses_downgrade)
        return take_up(registration, attempt);
    attempt.problem = sentence(*downgrade);
    return refused(core::Failure::fatal);
}

// @p answered: what the application was asked for and has answered.
core::Outcome Driver::take_up(Registration &registration, Attempt &attempt, const core::Challenge *answered)
{
    core::Challenge open;
    const core::Taken taken = core::take_challenges(registration.logins, attempt.means(), attempt.reply.challenges,
                                                    ports_.dice.hex(kCnonceSize), open);
    attempt.challenged = asked_of(registration, attempt.reply);
    core::Outcome outcome = refused(refusal_of(taken));
    outcome.answerable = taken == core::Taken::answerable;
    attempt.problem = sentence(taken);
    if (taken != core::Taken::wanted)
        return outcome;
    if (answered != nullptr && core::same_realm(*answered, open)) {
        attempt.problem = "what the application gave does not answer what was asked for";
        return outcome;
    }
    const core::Grant *refused_before = core::find_grant(registration.purse, open);
    const bool rejected = refused_before != nullptr && refused_before->kind == core::Grant::Kind::refused;
    auto asked = std::make_shared<Asked>(Asked{core::question_of(open, rejected), std::move(open)});
    asked->question.number = ++last_question_;
    attempt.asked = std::move(asked);
    outcome.wanted = true;
    return outcome;
}

bool Driver::give(Registration &registration, std::int64_t number, std::optional<core::Grant> grant)
{
    for (const auto &flow : further_flows(registration))
        if (flow->attempt && flow->attempt->asked && flow->attempt->asked->question.number == number)
            return give(*flow, number, std::move(grant));
    Attempt *attempt = registration.attempt.get();
    if (attempt == nullptr || !attempt->asked || attempt->asked->question.number != number)
        return false;
    const std::shared_ptr<const Asked> asked = std::exchange(attempt->asked, nullptr);
    core::Outcome outcome = refused(core::Failure::credentials);
    attempt->problem = "the application has no credentials";
    if (grant) {
        core::put(registration.purse, *std::move(grant), asked->challenge);
        outcome = take_up(registration, *attempt, &asked->challenge);
    }
    on_credentials(registration, outcome);
    return true;
}

} // namespace sipreg::registration
