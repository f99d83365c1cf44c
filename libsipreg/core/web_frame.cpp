// SPDX-License-Identifier: LGPL-2.1-or-later
// Frames of WebSocket.
#include "core/web_frame.hpp"

#include "core/text.hpp"

#include <utility>

namespace sipreg::core {

namespace {

constexpr unsigned kFinal = 0x80, kReserved = 0x70, kOpcode = 0x0f;
constexpr unsigned kMasked = 0x80, kLength = 0x7f;
constexpr std::size_t kShort = 125; // the longest length that stands for itself
constexpr unsigned kTwoBytes = 126, kEightBytes = 127; // in its place: how long the length is

unsigned byte(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<unsigned char>(bytes[at]);
}

std::uint64_t number(std::string_view bytes, std::size_t at, unsigned size) noexcept
{
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i)
        value = value << 8 | byte(bytes, at + i);
    return value;
}

void append(std::string &text, std::uint64_t value, unsigned size)
{
    while (size-- > 0)
        text += static_cast<char>(value >> 8 * size);
}

void append_length(std::string &frame, std::size_t length)
{
    if (length <= kShort) {
        append(frame, kMasked | length, 1);
    } else if (length <= 0xffff) {
        append(frame, kMasked | kTwoBytes, 1);
        append(frame, length, 2);
    } else {
        append(frame, kMasked | kEightBytes, 1);
        append(frame, length, 8);
    }
}

bool is_control(WebOpcode opcode) noexcept { return opcode >= WebOpcode::close; }

bool is_known(unsigned opcode) noexcept
{
    return opcode <= static_cast<unsigned>(WebOpcode::binary) ||
           (opcode >= static_cast<unsigned>(WebOpcode::close) && opcode <= static_cast<unsigned>(WebOpcode::pong));
}

} // namespace

std::string web_frame(WebOpcode opcode, std::string_view payload, std::uint32_t mask)
{
    std::string frame(1, static_cast<char>(kFinal | static_cast<unsigned>(opcode)));
    frame.reserve(payload.size() + 14);
    append_length(frame, payload.size());
    append(frame, mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(byte(payload, i) ^ (mask >> 8 * (3 - i % 4) & 0xff));
    return frame;
}

std::string web_close_payload(std::uint16_t code)
{
    std::string payload;
    if (code != static_cast<std::uint16_t>(WebClose::none))
        append(payload, code, 2);
    return payload;
}

std::uint16_t web_close_code(std::string_view payload) noexcept
{
    return payload.size() < 2 ? static_cast<std::uint16_t>(WebClose::none)
                              : static_cast<std::uint16_t>(number(payload, 0, 2));
}

namespace {

// §7.4: those that may be sent. The others stand for what nobody has said.
bool is_close_code(unsigned code) noexcept
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) || (code >= 3000 && code <= 4999);
}

bool is_close_payload(std::string_view payload) noexcept
{
    return payload.empty() || (payload.size() >= 2 && is_close_code(web_close_code(payload)) && is_utf8(payload.substr(2)));
}

} // namespace

struct WebReader::Head {
    bool final = false, reserved = false, masked = false;
    unsigned opcode = 0;
    std::size_t size = 0; // of the head itself
    std::uint64_t length = 0;
};

void WebReader::put(std::string_view bytes)
{
    if (!fault_)
        waiting_ += bytes;
}

std::optional<WebReader::Head> WebReader::head() const noexcept
{
    if (waiting_.size() < 2)
        return {};
    Head head;
    head.final = (byte(waiting_, 0) & kFinal) != 0;
    head.reserved = (byte(waiting_, 0) & kReserved) != 0;
    head.opcode = byte(waiting_, 0) & kOpcode;
    head.masked = (byte(waiting_, 1) & kMasked) != 0;
    const unsigned length = byte(waiting_, 1) & kLength;
    const unsigned more = length == kTwoBytes ? 2 : length == kEightBytes ? 8 : 0;
    head.size = 2 + more;
    if (waiting_.size() < head.size)
        return {};
    head.length = more == 0 ? length : number(waiting_, 2, more);
    return head;
}

// Without extensions nothing is reserved; a server does not mask (§5.1).
std::optional<WebClose> WebReader::objection(const Head &head) const noexcept
{
    if (head.reserved || head.masked || !is_known(head.opcode))
        return WebClose::protocol_error;
    const auto opcode = static_cast<WebOpcode>(head.opcode);
    if (is_control(opcode))
        return head.final && head.length <= kShort ? std::nullopt : std::optional(WebClose::protocol_error);
    if ((opcode == WebOpcode::continuation) != begun_)
        return WebClose::protocol_error;
    if (head.length > limit_ - message_.payload.size())
        return WebClose::too_big;
    return {};
}

// Text is UTF-8 (§8.1).
std::optional<WebClose> WebReader::objection(const Item &item) const noexcept
{
    if (item.opcode == WebOpcode::text && !is_utf8(item.payload))
        return WebClose::invalid_data;
    if (item.opcode == WebOpcode::close && !is_close_payload(item.payload))
        return WebClose::protocol_error;
    return {};
}

std::optional<WebReader::Item> WebReader::next()
{
    while (!fault_) {
        const std::optional<Head> head = this->head();
        if (!head)
            break;
        fault_ = objection(*head);
        if (fault_ || waiting_.size() - head->size < head->length)
            break;
        if (std::optional<Item> item = take(*head)) {
            fault_ = objection(*item);
            return fault_ ? std::nullopt : std::move(item);
        }
    }
    return {};
}

// Of a frame that is there and has no fault: the message, if it ends one.
std::optional<WebReader::Item> WebReader::take(const Head &head)
{
    const auto opcode = static_cast<WebOpcode>(head.opcode);
    const auto length = static_cast<std::size_t>(head.length);
    std::string payload = waiting_.substr(head.size, length);
    waiting_.erase(0, head.size + length);
    if (is_control(opcode))
        return Item{opcode, std::move(payload)};
    if (!begun_)
        message_.opcode = opcode;
    message_.payload += payload;
    begun_ = !head.final;
    return head.final ? std::optional(std::exchange(message_, {})) : std::nullopt;
}

} // namespace sipreg::core
