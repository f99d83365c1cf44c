// SPDX-License-Identifier: LGPL-2.1-or-later
// The command `sipreg register`.
#pragma once

#include "sipreg/register_options.hpp"

namespace tool {

/// Runs to its end; gives the exit status. Throws UsageError before anything was printed or sent.
int run_register(const RegisterOptions &options);

} // namespace tool
