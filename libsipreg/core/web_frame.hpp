// SPDX-License-Identifier: LGPL-2.1-or-later
// Frames of WebSocket (RFC 6455 §5), as a client writes and reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

enum class WebOpcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// RFC 6455 §7.4.1.
enum class WebClose : std::uint16_t { normal = 1000, protocol_error = 1002, none = 1005, invalid_data = 1007, too_big = 1009 };

/// One whole frame, masked with @p mask, which nobody may foresee (§5.3). Control frames carry 125 bytes at most.
std::string web_frame(WebOpcode opcode, std::string_view payload, std::uint32_t mask);

/// The payload of a close frame; empty for WebClose::none.
std::string web_close_payload(std::uint16_t code);
inline std::string web_close_payload(WebClose code) { return web_close_payload(static_cast<std::uint16_t>(code)); }
/// The code of one that came; WebClose::none if it has none.
std::uint16_t web_close_code(std::string_view payload) noexcept;

/// What a server sends: fragments are put together, control frames may stand between them (§5.4).
class WebReader {
public:
    /// @p limit: on the bytes of one message, and so of one frame.
    explicit WebReader(std::size_t limit) noexcept : limit_(limit) {}

    struct Item {
        WebOpcode opcode = WebOpcode::text; // never continuation
        std::string payload;
    };

    void put(std::string_view bytes);

    /// The next message or control frame; nothing as long as there is none whole, and for ever after a fault.
    std::optional<Item> next();

    /// With which code to close, if what came breaks the rules.
    std::optional<WebClose> fault() const noexcept { return fault_; }

private:
    struct Head;

    std::optional<Head> head() const noexcept;
    std::optional<WebClose> objection(const Head &head) const noexcept;
    std::optional<Item> take(const Head &head);
    std::optional<WebClose> objection(const Item &item) const noexcept;

    const std::size_t limit_;
    std::string waiting_;
    Item message_; // its fragments so far
    bool begun_ = false;
    std::optional<WebClose> fault_;
};

} // namespace sipreg::core
