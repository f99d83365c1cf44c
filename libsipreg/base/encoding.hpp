// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes as text: base64 (RFC 4648 §4) and lower-case hex.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sipreg {

/// Nothing if @p text is not base64. Its padding may be missing: registrars leave it out.
std::optional<std::string> from_base64(std::string_view text);
std::string to_base64(std::string_view bytes);

/// Nothing if @p text is not pairs of hex digits, of either case. The caller wipes it if it is secret.
std::optional<std::string> from_hex(std::string_view text);
std::string to_hex(std::string_view bytes);

} // namespace sipreg
