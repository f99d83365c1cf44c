// SPDX-License-Identifier: LGPL-2.1-or-later
// The command `sipreg registrar`.
#pragma once

#include "sipreg/registrar_options.hpp"

namespace tool {

/// Runs until it is told to end; gives the exit status. Throws UsageError.
int run_registrar(const RegistrarOptions &options);

} // namespace tool
