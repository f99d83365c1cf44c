// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: further flows of a registration, each bound under its own reg-id (RFC 5626 §4.2).
#include "registration/driver.hpp"

#include "registration/hold.hpp"

#include <algorithm>

namespace sipreg::registration {

Registration &lead_of(Registration &registration) noexcept
{
    return registration.is_first_flow() ? registration : *registration.kin->lead;
}

std::span<const std::unique_ptr<Registration>> further_flows(const Registration &registration) noexcept
{
    return registration.kin ? std::span(registration.kin->further) : std::span<const std::unique_ptr<Registration>>();
}

std::vector<const Registration *> kin_of(const Registration &registration)
{
    std::vector<const Registration *> kin;
    if (!registration.kin)
        return kin;
    const Registration &lead = registration.is_first_flow() ? registration : *registration.kin->lead;
    if (&lead != &registration)
        kin.push_back(&lead);
    for (const auto &further : lead.kin->further)
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
    const bool datagrams = attempt.target().transport == core::Transport::udp;
    std::size_t wanted = lead.outbound ? std::max<std::size_t>(lead.account->extras->flows, 1) : 1;
    if (datagrams)
        wanted = std::min(wanted, attempt.places().size());
    if (wanted > 1 && !lead.kin)
        lead.kin = std::make_unique<Kin>();
    if (!lead.kin)
        return;
    drop_flows(lead, wanted);
    while (lead.kin->further.size() + 1 < wanted)
        lead.kin->further.push_back(new_flow(lead, static_cast<int>(lead.kin->further.size()) + 2));
}

std::unique_ptr<Registration> Driver::new_flow(Registration &lead, int number)
{
    auto flow = std::make_unique<Registration>(
        std::make_shared<const core::Account>(core::for_flow(*lead.account, number)));
    flow->kin = std::make_unique<Kin>();
    flow->kin->lead = &lead;
    flow->kin->number = number;
    flow->purse = lead.purse;
    flow->proven = lead.proven;
    flow->call_id.clear(); // one of its own, whatever is set: it counts by itself
    return flow;
}

void Driver::start_flows(Registration &lead)
{
    for (const auto &flow : further_flows(lead))
        start(*flow, lead.session.goal);
}

void Driver::drop_flows(Registration &lead, std::size_t left)
{
    while (further_flows(lead).size() + 1 > left) {
        forget(*lead.kin->further.back());
        lead.kin->further.pop_back();
    }
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
