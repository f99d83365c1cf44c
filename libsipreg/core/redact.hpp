// SPDX-License-Identifier: LGPL-2.1-or-later
// A SIP message as it may be shown: without what would let its reader log in.
#pragma once

#include <string>
#include <string_view>

namespace sipreg::core {

/// In Authorization, Proxy-Authorization, Authentication-Info and their folded lines: response, rspauth,
/// cnonce and auts are replaced by "redacted"; credentials of another scheme than Digest whole. Header names in any case.
std::string redact(std::string_view message);

} // namespace sipreg::core
