// SPDX-License-Identifier: LGPL-2.1-or-later
// Several texts as one: the snapshots of all registrations of an endpoint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

std::string write_bundle(const std::vector<std::string> &parts);

/// The parts, which lie in @p text. Nothing if it is no bundle, or not whole.
std::optional<std::vector<std::string_view>> read_bundle(std::string_view text);

} // namespace sipreg::core
