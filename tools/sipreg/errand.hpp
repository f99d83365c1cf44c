// SPDX-License-Identifier: LGPL-2.1-or-later
// The commands `sipreg query` and `sipreg unregister`: one request, its answer.
#pragma once

#include "sipreg/errand_options.hpp"

namespace tool {

/// Each runs to its end and gives the exit status. Throws UsageError before anything was printed or sent.
int run_query(const CommonOptions &options);
int run_unregister(const UnregisterOptions &options);

} // namespace tool
