// SPDX-License-Identifier: LGPL-2.1-or-later
// The headers of a message, from its text.
#pragma once

#include "core/account.hpp"

#include <string_view>
#include <vector>

namespace sipreg::core {

/// Headers of a start line with headers as they came (RFC 3261 §7.3): folded lines joined by a space, white space
/// around values gone, everything valid UTF-8. Lines without a colon are left out. Ends at an empty line.
std::vector<Header> headers_of(std::string_view head);

/// What stands before the empty line that ends the headers.
std::string_view head_of(std::string_view message) noexcept;

} // namespace sipreg::core
