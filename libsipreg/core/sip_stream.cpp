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

// Every line ends as it should: others take a bare CR or LF for the end of a line, and two for the end of the head.
bool has_whole_lines(std::string_view head)
{
    for (std::size_t at = head.find_first_of("\r\n"); at < head.size(); at = head.find_first_of("\r\n", at + 2))
        if (head.substr(at, 2) != "\r\n")
            return false;
    return head.find('\0') == std::string_view::npos;
}

struct Length {
    std::size_t value = 0;
    bool is_there = false;
    bool is_sound = true; // one, and a number
};

Length length_of(std::string_view head)
{
    Length length;
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest)) {
        if (!iequals(header->name, "Content-Length") && !iequals(header->name, "l"))
            continue;
        const char *const end = header->value.data() + header->value.size();
        const auto [stop, error] = std::from_chars(header->value.data(), end, length.value);
        length.is_sound = !length.is_there && error == std::errc() && stop == end;
        length.is_there = true;
        if (!length.is_sound)
            break;
    }
    return length;
}

} // namespace

std::optional<std::string> SipStream::object(std::string_view fault)
{
    fault_ = fault;
    waiting_.clear();
    return {};
}

std::optional<std::string> SipStream::next()
{
    if (!fault_.empty())
        return {};
    const std::size_t begin = std::min(waiting_.find_first_not_of("\r\n"), waiting_.size());
    took_empty_lines_ = took_empty_lines_ || begin > 0;
    waiting_.erase(0, begin);
    const std::size_t end = waiting_.find(kEmptyLine);
    if (std::min(end, waiting_.size()) > limit_)
        return object("a message that is too long");
    if (end == std::string::npos)
        return {};
    const std::size_t head = end + kEmptyLine.size();
    if (!has_whole_lines(std::string_view(waiting_).substr(0, head)))
        return object("a message whose lines do not end as they should");
    const Length length = length_of(std::string_view(waiting_).substr(0, head));
    if (!length.is_sound)
        return object("a message whose Content-Length is none");
    if (length.value > limit_)
        return object("a message that is too long");
    if (waiting_.size() - head < length.value)
        return {};
    std::string message = waiting_.substr(0, head + length.value);
    waiting_.erase(0, message.size());
    if (!length.is_there)
        message.insert(end, "\r\nContent-Length: 0");
    return message;
}

std::optional<std::string> for_stream(std::string_view message)
{
    message.remove_prefix(std::min(message.find_first_not_of("\r\n"), message.size()));
    if (message.empty())
        return "";
    const std::size_t end = message.find(kEmptyLine);
    if (end == std::string_view::npos)
        return {};
    const std::size_t head = end + kEmptyLine.size(), body = message.size() - head;
    const Length length = length_of(message.substr(0, head));
    if (!length.is_sound || (length.is_there && length.value > body))
        return {};
    std::string whole(message.substr(0, length.is_there ? head + length.value : message.size()));
    if (!length.is_there)
        whole.insert(end, "\r\nContent-Length: " + std::to_string(body));
    return whole;
}

} // namespace sipreg::core
