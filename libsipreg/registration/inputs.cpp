// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: what the application and the world put in.
#include "registration/driver.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sipreg::registration {

void Driver::start(Registration &registration, core::Goal goal)
{
    input(registration, [goal](const core::Session &session, const core::Moment &now) {
        return core::on_start(session, goal, now);
    });
}

void Driver::stop(Registration &registration)
{
    for (const auto &flow : further_flows(registration))
        stop(*flow);
    input(registration, core::on_stop);
}

void Driver::query(Registration &registration)
{
    wish(registration, core::kQuery);
}

void Driver::remove_all(Registration &registration)
{
    drop_flows(registration); // their bindings go, too; they come back with the first
    wish(registration, core::kRemoveAll);
}

void Driver::remove_others(Registration &registration, std::vector<std::string> uris)
{
    std::move(uris.begin(), uris.end(), std::back_inserter(registration.unwanted()));
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
    for (const auto &flow : further_flows(registration))
        refresh(*flow, deadline);
    input(registration, [deadline](const core::Session &session, const core::Moment &now) {
        return core::on_refresh(session, deadline, now);
    });
}

void Driver::update(Registration &registration, std::shared_ptr<const core::Account> account)
{
    drop_flows(registration, std::max<std::size_t>(account->extras->flows, 1));
    for (const auto &flow : further_flows(registration))
        update(*flow, std::make_shared<const core::Account>(core::for_flow(*account, flow->flow_number())));
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
    for (const auto &flow : further_flows(registration))
        sleep(*flow);
    input(registration, core::on_sleep);
}

void Driver::wake(Registration &registration)
{
    for (const auto &flow : further_flows(registration))
        wake(*flow);
    input(registration, core::on_time);
}

void Driver::network_changed(Registration &registration)
{
    drop_flows(registration); // each is bound anew under the same number, after the first
    input(registration, core::on_network);
}

void Driver::on_located(Registration &registration)
{
    plan(registration);
    const auto count = static_cast<std::uint16_t>(registration.attempt->plan().targets.size());
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
    report(registration, outcome.verdict);
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
    core::Verdict verdict = core::judge(silence);
    report(registration, verdict);
    if (registration.attempt->distrust)
        core::distrust(verdict);
    input(registration, [&verdict](const core::Session &session, const core::Moment &now) {
        return core::on_outcome(session, {verdict}, now);
    });
}

} // namespace sipreg::registration
