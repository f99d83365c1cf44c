// SPDX-License-Identifier: LGPL-2.1-or-later
// A new or emptied file for its owner's eyes.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace tool {

struct CloseFile {
    void operator()(std::FILE *file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Null with errno if it cannot be written.
File open_private(const std::string &path);

/// The same; @p what is "the trace file". Throws UsageError if it cannot be written.
File demand_private(const std::string &what, const std::string &path);

} // namespace tool
