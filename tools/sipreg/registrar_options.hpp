// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg registrar`.
#pragma once

#include "registrar/identity.hpp"
#include "registrar/settings.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace tool {

struct RegistrarOptions {
    std::vector<std::string> listeners;
    std::string certificate, key; // PEM files
    std::vector<std::string> users; // "alice:secret"
    std::string users_file;
    std::string fault = "none";
    double nonce_lifetime_s = 0;
    std::uint32_t delay_ms = 0;
    std::vector<std::string> headers; // "Name: value"
    bool print_bindings_on_exit = false;
    bool print_counters_on_exit = false;
    registrar::Settings settings;
};

/// Adds the subcommand. Parsing it may throw CLI::ParseError.
CLI::App *add_registrar(CLI::App &app, RegistrarOptions &options);

/// Everything put together. Throws UsageError.
registrar::Settings registrar_settings(const RegistrarOptions &options);

/// Null if none was given. Throws UsageError.
std::shared_ptr<const registrar::Identity> registrar_identity(const RegistrarOptions &options);

} // namespace tool
