// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP messages out of a byte stream (RFC 3261 §18.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace registrar {

class Stream {
public:
    void feed(std::string_view bytes) { buffer_.append(bytes); }

    /// The next whole message, or a double line end as the keepalive that it is.
    std::optional<std::string> next();

    /// So much without a message that it will not become one.
    bool hopeless() const { return buffer_.size() > kLongest; }

private:
    void skip_single_line_ends();

    static constexpr std::size_t kLongest = 256 * 1024;

    std::string buffer_;
};

} // namespace registrar
