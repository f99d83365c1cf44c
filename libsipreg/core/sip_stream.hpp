// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP on a stream, message by message (RFC 3261 §18.3), so strictly that nobody can read it in another way.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sipreg::core {

class SipStream {
public:
    /// @p limit: on the bytes of one message.
    explicit SipStream(std::size_t limit) noexcept : limit_(limit) {}

    void put(std::string_view bytes) { waiting_ += bytes; }

    /// The next whole message, with exactly one Content-Length; empty lines between messages are passed over. Nothing as long
    /// as there is none, and for ever after a fault.
    std::optional<std::string> next();

    /// What is wrong with what came, "a message ..."; "" as long as nothing is. It cannot be told where the next message begins.
    std::string_view fault() const noexcept { return fault_; }

    /// Whether empty lines have come since this was asked last: an answer to those that were sent (RFC 5626 §4.4.1).
    bool took_empty_lines() noexcept { return std::exchange(took_empty_lines_, false); }

    /// Bytes that are part of no whole message yet.
    std::size_t waiting() const noexcept { return waiting_.size(); }

private:
    std::optional<std::string> object(std::string_view fault);

    const std::size_t limit_;
    std::string waiting_;
    std::string_view fault_;
    bool took_empty_lines_ = false;
};

/// @p message, which came by itself, as it has to be on a stream: with a Content-Length, and without what follows the body that
/// one announces (RFC 3261 §18.3). Nothing if it is not whole; "" if it is nothing but empty lines.
std::optional<std::string> for_stream(std::string_view message);

} // namespace sipreg::core
