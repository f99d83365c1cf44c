// SPDX-License-Identifier: LGPL-2.1-or-later
// An answer of the application's, checked.
#include "core/inbound.hpp"

#include "base/error.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxReason = 255, kMaxPart = 8191;

// Long and compact names (RFC 3261 §7.3.3) of what a response takes from its request (§8.2.6.2), and of its framing.
bool is_ours(std::string_view name)
{
    static constexpr std::array kOurs = {"via",     "v",    "from",         "f",           "to", "t", "call-id", "i",
                                         "cseq",    "record-route", "content-length", "l"};
    return std::any_of(kOurs.begin(), kOurs.end(), [&](const char *ours) { return iequals(ours, name); });
}

bool is_content_type(std::string_view name) { return iequals(name, "content-type") || iequals(name, "c"); }

std::string_view name_of(std::string_view line)
{
    const std::size_t colon = line.find(':');
    const std::string_view name = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || !is_token(name) || !is_clean_text(line))
        refuse("headers", "\"" + valid_utf8(line) + "\" is no line like \"Name: value\"");
    if (is_ours(name))
        refuse("headers", "\"" + std::string(name) + "\" is written by the library");
    return name;
}

// Lines with one sort of end.
struct Headers {
    std::string text;
    bool content_type = false;
};

Headers read_headers(std::string_view text)
{
    Headers headers;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        headers.content_type = is_content_type(name_of(line)) || headers.content_type;
        headers.text.append(line).append("\r\n");
    }
    return headers;
}

} // namespace

InboundAnswer checked_answer(std::int32_t status, std::string_view reason, std::string_view headers, std::string_view body)
{
    if (status < 200 || status > 699)
        refuse("status", "is outside 200..699");
    if (reason.size() > kMaxReason || !is_clean_text(reason))
        refuse("reason", "is longer than 255 bytes, holds control characters or is not UTF-8");
    if (headers.size() > kMaxPart || body.size() > kMaxPart)
        refuse(headers.size() > kMaxPart ? "headers" : "body", "longer than 8191 bytes");
    Headers read = read_headers(headers);
    if (!body.empty() && !read.content_type)
        refuse("body", "wants a Content-Type among the headers"); // RFC 3261 §20.15
    return {status, std::string(reason), std::move(read.text), std::string(body)};
}

} // namespace sipreg::core
