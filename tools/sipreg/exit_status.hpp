// SPDX-License-Identifier: LGPL-2.1-or-later
// What the command's exit status tells, and the errors that lead to one.
#pragma once

#include <stdexcept>

namespace tool {

enum Exit {
    kSuccess = 0,
    kTrouble = 1, // the system or the library itself
    kUsage = 2,
    kCredentials = 3,
    kRefused = 4, // 403 or another final SIP answer
    kUnreachable = 5,
    kTls = 6
};

/// Of whoever called the command; the text is a sentence for them.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace tool
