// SPDX-License-Identifier: LGPL-2.1-or-later
// From options to handles of the library.
#pragma once

#include "sipreg/handles.hpp"
#include "sipreg/common_options.hpp"
#include "sipreg/trace_file.hpp"

namespace tool {

/// Each throws UsageError for a value that the library refuses, std::runtime_error for anything else.
Endpoint make_endpoint(const CommonOptions &options, TraceFile *trace);
Account make_account(const CommonOptions &options);
Registration make_registration(const Endpoint &endpoint, const Account &account);

std::int32_t millis(double seconds);

/// Throws std::runtime_error unless @p code is good.
void demand(sipreg_error_t code, const char *what);
/// The same for a setter of the account; UsageError if it has refused the value.
void accept(const Account &account, sipreg_error_t code);

} // namespace tool
