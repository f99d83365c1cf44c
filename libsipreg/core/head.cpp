// SPDX-License-Identifier: LGPL-2.1-or-later
// The headers of a message, from its text.
#include "core/head.hpp"

#include "core/text.hpp"

namespace sipreg::core {

namespace {

// The next line without its end; @p text then begins after it.
std::string_view take_line(std::string_view &text) noexcept
{
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

bool begins_folded(std::string_view text) noexcept { return text.starts_with(' ') || text.starts_with('\t'); }

} // namespace

std::string_view after_start_line(std::string_view head) noexcept
{
    take_line(head);
    return head;
}

std::optional<HeaderView> next_header(std::string_view &rest) noexcept
{
    while (!rest.empty()) {
        const std::string_view begin = rest;
        std::string_view line = take_line(rest);
        if (line.empty())
            break;
        while (begins_folded(rest)) {
            const std::string_view more = take_line(rest);
            line = begin.substr(0, static_cast<std::size_t>(more.data() + more.size() - begin.data()));
        }
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && !begins_folded(line))
            return HeaderView{trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
    }
    return {};
}

std::string unfolded(std::string_view value)
{
    std::string text;
    while (!value.empty()) {
        const std::string_view line = trim(take_line(value));
        text.append(text.empty() ? "" : " ").append(line);
    }
    return valid_utf8(text);
}

std::vector<Header> headers_of(std::string_view head)
{
    std::vector<Header> headers;
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest))
        headers.push_back({valid_utf8(header->name), unfolded(header->value)});
    return headers;
}

std::string_view head_of(std::string_view message) noexcept
{
    const std::size_t end = message.find("\r\n\r\n");
    return end == std::string_view::npos ? message : message.substr(0, end + 2);
}

std::string_view body_of(std::string_view message) noexcept
{
    const std::size_t end = message.find("\r\n\r\n");
    return end == std::string_view::npos ? std::string_view() : message.substr(end + 4);
}

} // namespace sipreg::core
