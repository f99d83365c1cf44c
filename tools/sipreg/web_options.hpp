// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of WebSocket, and what they set.
#pragma once

#include "sipreg/handles.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace tool {

struct WebOptions {
    std::string path, host, origin;
    std::vector<std::string> headers; // "Name: value"
    std::string header_file;
};

void add_web(CLI::App &command, WebOptions &options);

/// Throws UsageError for what the library refuses.
void set_web(const Account &account, const WebOptions &options);

} // namespace tool
