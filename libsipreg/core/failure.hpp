// SPDX-License-Identifier: LGPL-2.1-or-later
// Why an attempt failed.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sipreg::core {

enum class Failure : std::uint8_t {
    none, temporary, forbidden, fatal, credentials, dns, transport, tls, timeout
};

inline constexpr std::size_t kFailures = 9;

} // namespace sipreg::core
