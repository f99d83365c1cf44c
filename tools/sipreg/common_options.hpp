// SPDX-License-Identifier: LGPL-2.1-or-later
// The options that every command with a registrar on the other end has.
#pragma once

#include "sipreg/tls_options.hpp"
#include "sipreg/web_options.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tool {

struct CommonOptions {
    std::string aor, registrar, username, realm;
    std::string password_file;
    bool password_stdin = false;
    std::string least_algorithm;
    std::string transport;
    std::string family = "any";
    std::vector<std::string> binds, nameservers;
    std::optional<double> attempt_timeout_s, target_timeout_s, connect_timeout_s;
    std::optional<std::int32_t> udp_limit;
    std::string trace;
    std::string explain; // a file, "-" for the standard error
    bool json = false;
    TlsOptions tls;
    WebOptions web;
};

/// Adds them to a subcommand. Parsing them may throw CLI::ParseError.
void add_common(CLI::App &command, CommonOptions &options);

/// What the exit status tells, for the end of a help text.
extern const char *const kExitStatusHelp;

/// The registrar's URI with the transport asked for.
std::string registrar_uri(const CommonOptions &options);

} // namespace tool
