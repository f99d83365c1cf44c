// SPDX-License-Identifier: LGPL-2.1-or-later
// From options to handles of the library.
#pragma once

#include "sipreg/handles.hpp"
#include "sipreg/register_options.hpp"
#include "sipreg/trace_file.hpp"

namespace tool {

/// Each throws UsageError for a value that the library refuses, std::runtime_error for anything else.
Endpoint make_endpoint(const RegisterOptions &options, TraceFile *trace);
Account make_account(const RegisterOptions &options);
Registration make_registration(const Endpoint &endpoint, const Account &account);

/// Throws std::runtime_error unless @p code is good.
void demand(sipreg_error_t code, const char *what);

} // namespace tool
