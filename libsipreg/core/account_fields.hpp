// SPDX-License-Identifier: LGPL-2.1-or-later
// What the setters of an account check their values with. Parts of them; use account.hpp.
#pragma once

#include "core/account.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

inline constexpr std::size_t kMaxText = 1024;
inline constexpr std::size_t kMaxHeaders = 64;

// Each throws Error{invalid} naming the field.

Uri uri_of(const char *field, std::string_view text);
std::string clean(const char *field, std::string_view text);
void within(const char *field, std::int64_t value, std::int64_t least, std::int64_t most);

/// The extras of this account alone, to be changed.
Extras &edit(Account &account);

} // namespace sipreg::core
