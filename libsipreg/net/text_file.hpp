// SPDX-License-Identifier: LGPL-2.1-or-later
// A text file of the system, whole.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace sipreg::net {

/// "" if it cannot be read.
inline std::string text_of_file(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace sipreg::net
