// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: further flows of a registration, each bound under its own reg-id (RFC 5626 §4.2).
#include "registration/driver.hpp"

#include "registration/hold.hpp"

#include <algorithm>

namespace sipreg::registration {

Registration &lead_of(Registration &registration) noexcept
{
    return registration.lead != nullptr ? *registration.lead : registration;
}

std::vector<const Registration *> kin_of(const Registration &registration)
{
    const Registration &lead = registration.lead != nullptr ? *registration.lead : registration;
    std::vector<const Registration *> kin;
    if (&lead != &registration)
        kin.push_back(&lead);
    for (const auto &further : lead.further)
        if (further.get() != &registration)
            kin.push_back(further.get());
    return kin;
}

bool is_reached(const std::vector<const Registration *> &kin) noexcept
{
    return std::any_of(kin.begin(), kin.end(), [](const Registration *one) { return one->session.alive(); });
}

// Two flows to one place are one over UDP. Without the registrar's consent each would be a binding of its own.
void Driver::count_flows(Registration &lead, const Attempt &attempt)
{
    const std::size_t wanted = lead.outbound ? std::max<std::size_t>(lead.account->extras->flows, 1) : 1;
    const bool datagrams = attempt.target().transport == core::Transport::udp;
    lead.flows = static_cast<std::uint8_t>(datagrams ? std::min(wanted, attempt.places().size()) : wanted);
}

void Driver::arrange_flows(Registration &lead)
{
    while (lead.further.size() + 1 > lead.flows)
        drop_flow(lead);
    while (lead.further.size() + 1 < lead.flows) {
        const auto number = static_cast<std::uint8_t>(lead.further.size() + 2);
        auto flow = std::make_unique<Registration>(
            std::make_shared<const core::Account>(core::for_flow(*lead.account, number)));
        flow->lead = &lead;
        flow->number = number;
        flow->purse = lead.purse;
        flow->proven = lead.proven;
        flow->call_id.clear(); // one of its own, whatever is set: it counts by itself
        lead.further.push_back(std::move(flow));
    }
    for (const auto &flow : lead.further)
        start(*flow, lead.session.goal);
}

void Driver::drop_flow(Registration &lead)
{
    forget(*lead.further.back());
    lead.further.pop_back();
}

void Driver::drop_flows(Registration &lead)
{
    while (!lead.further.empty())
        drop_flow(lead);
}

// Where another flow goes already, this one goes last.
void Driver::part_ways(const Registration &registration, core::Plan &plan)
{
    const std::vector<const Registration *> kin = kin_of(registration);
    const auto is_free = [&](const core::Target &target) {
        const std::uint32_t mark = core::mark_of(target);
        return std::none_of(kin.begin(), kin.end(), [&](const Registration *one) { return one->home == mark; });
    };
    if (!kin.empty())
        std::stable_partition(plan.targets.begin(), plan.targets.end(), is_free);
}

} // namespace sipreg::registration
