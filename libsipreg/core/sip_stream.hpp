// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP on a stream, message by message (RFC 3261 §18.3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

/// Cuts what is written to a stream into its messages.
class SipStream {
public:
    void put(std::string_view bytes) { waiting_ += bytes; }

    /// The next whole message, or the empty lines between two; nothing as long as there is none.
    std::optional<std::string> next();

    /// Nothing is left of a message that has begun.
    bool at_boundary() const noexcept { return waiting_.empty(); }

private:
    std::string waiting_;
};

/// @p message, which stands alone, as it has to be on a stream: with a Content-Length. Nothing if it is none, or says that it
/// is shorter or longer than it is.
std::optional<std::string> for_stream(std::string_view message);

} // namespace sipreg::core
