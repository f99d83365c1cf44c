// SPDX-License-Identifier: LGPL-2.1-or-later
// The driver: the flows by which registrars reach us.
#include "registration/driver.hpp"

#include "registration/hold.hpp"

namespace sipreg::registration {

void Hold::on_flow_lost(core::Trouble trouble)
{
    loss_ = std::move(trouble.cause);
    driver_.on_flow_lost(registration_);
}

void Driver::keep_flow(Registration &registration)
{
    const Attempt &attempt = *registration.attempt;
    const core::FlowTerms terms = core::read_flow_terms(attempt.reply.head);
    registration.outbound = terms.outbound;
    if (registration.is_first_flow())
        count_flows(registration, attempt);
    auto hold = std::make_unique<Hold>(*this, registration);
    hold->on(ports_.transport.keep(attempt.peer(), registration.local, terms, *hold));
    registration.hold = std::move(hold); // of the old flow, if it is another one, after the new one is held
}

void Driver::on_flow_lost(Registration &registration)
{
    input(registration, core::on_flow_lost);
}

} // namespace sipreg::registration
