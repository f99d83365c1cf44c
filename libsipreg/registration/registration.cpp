// SPDX-License-Identifier: LGPL-2.1-or-later
// One registration at rest.
#include "registration/registration.hpp"

#include "registration/attempt.hpp"
#include "registration/hold.hpp"

namespace sipreg::registration {

Registration::Registration(std::shared_ptr<const core::Account> what)
    : account(std::move(what)), call_id(account->extras->call_id), cseq(account->extras->cseq)
{
}

Registration::~Registration() = default;

} // namespace sipreg::registration
