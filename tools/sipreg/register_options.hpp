// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg register`.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tool {

struct RegisterOptions {
    std::string aor, registrar, username, realm, contact;
    std::string password_file;
    bool password_stdin = false;
    std::optional<std::int64_t> expires_s;
    bool once = false;
    std::optional<double> duration_s;
    std::optional<double> attempt_timeout_s;
    std::int32_t retry_base_s = 30, retry_cap_s = 1800;
    std::string transport;
    std::vector<std::string> nameservers;
    std::string trace;
    bool json = false;
};

/// Adds the subcommand. Parsing it may throw CLI::ParseError.
CLI::App *add_register(CLI::App &app, RegisterOptions &options);

/// The registrar's URI with the transport asked for. Throws UsageError for what is still to come.
std::string registrar_uri(const RegisterOptions &options);

} // namespace tool
