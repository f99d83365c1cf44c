// SPDX-License-Identifier: LGPL-2.1-or-later
// MD5 from sofia, as lower-case hex.
#pragma once

#include <string>
#include <string_view>

namespace sipreg::nta {

std::string md5_hex(std::string_view data);

} // namespace sipreg::nta
