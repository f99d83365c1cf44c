// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP messages out of a byte stream.
#include "registrar/stream.hpp"

#include "registrar/message.hpp"

namespace registrar {

namespace {

constexpr std::string_view kEnd = "\r\n\r\n";

std::size_t body_size(std::string_view head)
{
    const std::optional<Request> request = read_request(head);
    return request ? number(request->first("content-length")).value_or(0) : 0;
}

} // namespace

void Stream::skip_single_line_ends()
{
    while (buffer_.size() >= kEnd.size() && buffer_.starts_with("\r\n") && !buffer_.starts_with(kEnd))
        buffer_.erase(0, 2);
}

std::optional<std::string> Stream::next()
{
    skip_single_line_ends();
    const std::size_t end = buffer_.find(kEnd);
    if (end == std::string::npos)
        return std::nullopt;
    const std::size_t head = end + kEnd.size();
    const std::size_t whole = head + body_size(std::string_view(buffer_).substr(0, head));
    if (buffer_.size() < whole)
        return std::nullopt;
    std::string message = buffer_.substr(0, whole);
    buffer_.erase(0, whole);
    return message;
}

} // namespace registrar
