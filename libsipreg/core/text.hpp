// SPDX-License-Identifier: LGPL-2.1-or-later
// Words of SIP's grammar (RFC 3261 §25.1): what text may go into a message, and how it is taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// Valid UTF-8 without control characters (RFC 3629; no byte below 0x20, no 0x7f): it cannot break a line.
bool is_clean_text(std::string_view text) noexcept;

/// Valid UTF-8, whatever it says.
bool is_utf8(std::string_view text) noexcept;

/// @p text with everything that is no UTF-8 replaced by U+FFFD, and NUL too.
std::string valid_utf8(std::string_view text);

/// One or more token characters (RFC 3261 §25.1).
bool is_token(std::string_view text) noexcept;

/// What may follow "name=" of a header parameter: token, address (IPv6 in brackets), quoted-string.
bool is_gen_value(std::string_view text);

/// 0 to 1 with up to three decimals.
bool is_qvalue(std::string_view text) noexcept;

/// word or word@word, at most 255 characters.
bool is_call_id(std::string_view text) noexcept;

std::string_view trim(std::string_view text) noexcept;
std::string to_lower(std::string_view text);
/// ASCII letters compared without regard to case.
bool iequals(std::string_view a, std::string_view b) noexcept;

/// The parts between separators that stand neither in a quoted string nor in <>. One empty part of empty text.
std::vector<std::string_view> split_outside_quotes(std::string_view text, char separator);

/// The value of the parameter @p name in ";name=value;name", unquoted; "" if it is absent, has none or is malformed.
std::string param_value(std::string_view params, std::string_view name);

/// As a quoted-string: in quotes, `"` and `\` escaped.
std::string quote(std::string_view text);
/// The content of a quoted-string; nothing if @p text is not exactly one.
std::optional<std::string> unquote(std::string_view text);

} // namespace sipreg::core
