// SPDX-License-Identifier: LGPL-2.1-or-later
// A file with the SIP messages sent and received, for its owner's eyes. The library redacts what it gives.
#pragma once

#include "sipreg/private_file.hpp"

#include <cstdint>
#include <string>

namespace tool {

class TraceFile {
public:
    /// Throws UsageError if it cannot be written.
    explicit TraceFile(const std::string &path);

    /// A sipreg_trace_cb; @p self is the TraceFile.
    static void write(std::int32_t sent, const char *peer, const char *message, void *self);

private:
    File file_;
};

} // namespace tool
