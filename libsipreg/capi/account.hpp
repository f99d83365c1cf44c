// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_account_t.
#pragma once

#include "core/account.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <memory>
#include <string>

struct sipreg_account {
    std::atomic<int> references{1};
    std::shared_ptr<const sipreg::core::Account> value = std::make_shared<sipreg::core::Account>(); // never changed once shared
    std::string problem;
};
