// SPDX-License-Identifier: LGPL-2.1-or-later
// The one exception this library throws on purpose; it carries its code.
#pragma once

#include <stdexcept>
#include <string>

namespace sipreg {

enum class Code {
    invalid,
    wrong_state,
    closed,
    system,
    internal,
    snapshot_foreign,
    snapshot_truncated,
    snapshot_future,
    snapshot_tampered
};

class Error : public std::runtime_error {
public:
    Error(Code code, const std::string &what) : std::runtime_error(what), code_(code) {}
    Code code() const noexcept { return code_; }

private:
    Code code_;
};

/// Refuses a value of the embedder; @p field names what is wrong with a word of the API.
[[noreturn]] inline void refuse(const char *field, const std::string &why)
{
    throw Error(Code::invalid, std::string(field) + ": " + why);
}

} // namespace sipreg
