// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg register`.
#pragma once

#include "sipreg/common_options.hpp"

#include <cstdint>

namespace tool {

struct RegisterOptions : CommonOptions {
    std::optional<std::int64_t> expires_s;
    std::string contact, instance, supported;
    std::optional<int> flows; // of outbound
    std::optional<double> keepalive_s; // 0: none
    double pong_s = 10;
    bool stun = false;
    std::vector<std::string> more_contacts; // "URI" or "<URI>;params"
    std::vector<std::string> push;          // provider, prid, perhaps param
    std::int32_t retry_base_s = 30, retry_cap_s = 1800;
    std::int32_t max_attempts = 0;
    std::vector<std::string> retry_classes; // "CLASS=SECONDS"
    std::vector<double> health_s; // rest, longest rest, trial; empty: as by default
    bool once = false;
    std::optional<double> duration_s;
    std::string snapshot, snapshot_key_file;
    std::optional<std::int32_t> answer_requests; // with this status
};

/// Adds the subcommand. Parsing it may throw CLI::ParseError.
CLI::App *add_register(CLI::App &app, RegisterOptions &options);

} // namespace tool
