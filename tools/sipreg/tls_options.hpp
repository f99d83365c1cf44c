// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of TLS, and the settings that they make.
#pragma once

#include "sipreg/handles.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace tool {

struct TlsOptions {
    std::vector<std::string> ca, crl, pins;
    std::string certificate, key, passphrase_file;
    std::string min_version;
    bool pin_only = false, no_verify = false, wildcard = false, common_name = false;

    bool operator==(const TlsOptions &) const = default;
};

void add_tls(CLI::App &command, TlsOptions &options);

/// Throws UsageError for what the library refuses.
void set_tls(const Endpoint &endpoint, const TlsOptions &options);

} // namespace tool
