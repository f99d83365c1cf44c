// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg query` and `sipreg unregister`.
#pragma once

#include "sipreg/common_options.hpp"

namespace tool {

struct UnregisterOptions : CommonOptions {
    std::vector<std::string> contacts;
    bool all = false;
};

/// Each adds its subcommand. Parsing it may throw CLI::ParseError.
CLI::App *add_query(CLI::App &app, CommonOptions &options);
CLI::App *add_unregister(CLI::App &app, UnregisterOptions &options);

} // namespace tool
