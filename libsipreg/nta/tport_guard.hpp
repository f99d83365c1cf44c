// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether what sofia does not declare is still what we know: before any of it is used.
#pragma once

#include "nta/tport_private.hpp"

namespace sipreg::nta {

/// Looks for landmarks from the one end of sofia's table for TCP to the other.
bool is_table_as_known(const TransportTable &table) noexcept;

/// The functions are there, and the table is as known.
bool is_sofia_as_known() noexcept;

} // namespace sipreg::nta
