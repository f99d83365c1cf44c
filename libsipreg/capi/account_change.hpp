// SPDX-License-Identifier: LGPL-2.1-or-later
// How a setter of the face changes an account.
#pragma once

#include "capi/account.hpp"
#include "capi/guard.hpp"

#include <exception>
#include <memory>
#include <string_view>

namespace sipreg::capi {

/// Changes a copy: registrations made before keep what they have.
template <typename Change> sipreg_error_t change(sipreg_account_t *account, Change &&how) noexcept
{
    if (account == nullptr)
        return SIPREG_ERR_INVALID;
    return guard([&] {
        try {
            auto changed = std::make_shared<core::Account>(*account->value);
            how(*changed);
            account->value = std::move(changed);
            account->problem.clear();
        } catch (const std::exception &error) {
            account->problem = error.what();
            throw;
        }
    });
}

inline std::string_view text(const char *field, const char *value)
{
    if (value == nullptr)
        refuse(field, "is NULL");
    return value;
}

} // namespace sipreg::capi
