// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP on a stream, message by message.
#include "core/sip_stream.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <charconv>

namespace sipreg::core {

namespace {

constexpr std::string_view kEmptyLine = "\r\n\r\n";

// Of the head's Content-Length: nothing if it has none, and too much to be true if it is no number.
std::optional<std::size_t> announced_size(std::string_view head)
{
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest)) {
        const std::string_view name = trim(header->name);
        if (!iequals(name, "Content-Length") && !iequals(name, "l"))
            continue;
        const std::string_view value = trim(header->value);
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), size);
        return error == std::errc() && end == value.data() + value.size() ? size : std::string_view::npos;
    }
    return {};
}

std::size_t empty_lines(std::string_view text)
{
    return std::min(text.find_first_not_of("\r\n"), text.size());
}

} // namespace

std::optional<std::string> SipStream::next()
{
    std::size_t size = empty_lines(waiting_);
    if (size == 0) {
        const std::size_t head = waiting_.find(kEmptyLine);
        if (head == std::string::npos)
            return {};
        const std::size_t body = announced_size(std::string_view(waiting_).substr(0, head + kEmptyLine.size())).value_or(0);
        const std::size_t begin = head + kEmptyLine.size();
        if (waiting_.size() - begin < body)
            return {};
        size = begin + body;
    }
    std::string message = waiting_.substr(0, size);
    waiting_.erase(0, size);
    return message;
}

std::optional<std::string> for_stream(std::string_view message)
{
    const std::size_t head = message.find(kEmptyLine);
    if (head == std::string_view::npos || empty_lines(message) != 0)
        return {};
    const std::string_view body = message.substr(head + kEmptyLine.size());
    const std::optional<std::size_t> announced = announced_size(message.substr(0, head + kEmptyLine.size()));
    if (announced)
        return *announced == body.size() ? std::optional(std::string(message)) : std::nullopt;
    std::string whole(message.substr(0, head));
    whole += "\r\nContent-Length: " + std::to_string(body.size());
    whole += message.substr(head);
    return whole;
}

} // namespace sipreg::core
