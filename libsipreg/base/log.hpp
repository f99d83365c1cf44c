// SPDX-License-Identifier: LGPL-2.1-or-later
// Where log lines go. Nothing is formatted when nobody listens.
#pragma once

#include <string>

namespace sipreg {

enum class LogLevel { error = 1, warning = 2, info = 3 };

class Log {
public:
    virtual ~Log() = default;
    virtual bool wants(LogLevel level) const noexcept = 0;
    virtual void write(LogLevel level, std::string line) = 0;
};

} // namespace sipreg
