// SPDX-License-Identifier: LGPL-2.1-or-later
// The policy of an account, for tests in C.
#include "support/policy.h"

#include "capi/account.hpp"

namespace {

using sipreg::core::Account;
using sipreg::core::Extras;

// In place: the test is the account's only user as yet, and the library's secrets are not ours to copy.
template <typename Change> void change(sipreg_account_t *account, Change what)
{
    auto &value = const_cast<Account &>(*account->value);
    auto extras = std::make_shared<Extras>(*value.extras);
    what(*extras);
    value.extras = extras;
}

} // namespace

void account_asks_for_credentials(sipreg_account_t *account)
{
    change(account, [](Extras &extras) { extras.asks_for_credentials = true; });
}

void account_shows_tokens(sipreg_account_t *account)
{
    change(account, [](Extras &extras) { extras.bearer_in_clear = true; });
}

void account_refuses_downgrade(sipreg_account_t *account)
{
    change(account, [](Extras &extras) { extras.refuses_downgrade = true; });
}
