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

bool continues(std::string_view line) noexcept { return line[0] == ' ' || line[0] == '\t'; }

} // namespace

std::vector<Header> headers_of(std::string_view head)
{
    std::vector<Header> headers;
    take_line(head);
    while (!head.empty()) {
        const std::string_view line = take_line(head);
        if (line.empty())
            break;
        const std::size_t colon = line.find(':');
        if (continues(line)) {
            if (!headers.empty())
                headers.back().value.append(" ").append(valid_utf8(trim(line)));
        } else if (colon != std::string_view::npos) {
            headers.push_back({valid_utf8(trim(line.substr(0, colon))), valid_utf8(trim(line.substr(colon + 1)))});
        }
    }
    return headers;
}

std::string_view head_of(std::string_view message) noexcept
{
    const std::size_t end = message.find("\r\n\r\n");
    return end == std::string_view::npos ? message : message.substr(0, end + 2);
}

} // namespace sipreg::core
