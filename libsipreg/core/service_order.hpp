// SPDX-License-Identifier: LGPL-2.1-or-later
// In which order the servers of one SRV answer are tried (RFC 2782).
#pragma once

#include "core/dns.hpp"

#include <cstdint>
#include <vector>

namespace sipreg::core {

/// By priority; within one, drawn by weight. The same @p chance gives the same order.
std::vector<dns::Srv> in_order(std::vector<dns::Srv> records, std::uint64_t chance);

} // namespace sipreg::core
