// SPDX-License-Identifier: LGPL-2.1-or-later
// From the options of `sipreg register` to an account.
#pragma once

#include "sipreg/register_options.hpp"
#include "sipreg/setup.hpp"

namespace tool {

/// Throws UsageError for a value that the library refuses, std::runtime_error for anything else.
Account make_account_to_register(const RegisterOptions &options);

} // namespace tool
