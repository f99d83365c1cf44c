// SPDX-License-Identifier: LGPL-2.1-or-later
// The headers of a message, from its text.
#pragma once

#include "core/account.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

struct HeaderView {
    std::string_view name, value; // the value still folded, if it was
};

/// The header that @p rest begins with, which then begins after it; nothing at the empty line or the end. What has no
/// colon is passed over. Begin with after_start_line().
std::optional<HeaderView> next_header(std::string_view &rest) noexcept;
std::string_view after_start_line(std::string_view head) noexcept;

/// One line of a value: folds become a space each, and everything valid UTF-8.
std::string unfolded(std::string_view value);

/// Headers of a start line with headers as they came (RFC 3261 §7.3): folded lines joined by a space, white space
/// around values gone, everything valid UTF-8. Lines without a colon are left out. Ends at an empty line.
std::vector<Header> headers_of(std::string_view head);

/// What stands before the empty line that ends the headers.
std::string_view head_of(std::string_view message) noexcept;
/// What stands behind it.
std::string_view body_of(std::string_view message) noexcept;

} // namespace sipreg::core
