// SPDX-License-Identifier: LGPL-2.1-or-later
// How a WebSocket begins.
#include "core/web_upgrade.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::string_view kEmptyLine = "\r\n\r\n";
constexpr std::string_view kSip = "sip"; // the subprotocol

void line(std::string &out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

bool lists(std::string_view value, std::string_view word)
{
    const std::vector<std::string_view> words = split_outside_quotes(value, ',');
    return std::any_of(words.begin(), words.end(), [&](std::string_view each) { return iequals(trim(each), word); });
}

const Header *find(const std::vector<Header> &headers, std::string_view name)
{
    const auto at = std::find_if(headers.begin(), headers.end(),
                                 [&](const Header &header) { return iequals(header.name, name); });
    return at != headers.end() ? &*at : nullptr;
}

bool says(const std::vector<Header> &headers, std::string_view name, std::string_view word)
{
    const Header *header = find(headers, name);
    return header != nullptr && lists(header->value, word);
}

bool equals(const std::vector<Header> &headers, std::string_view name, std::string_view value)
{
    const Header *header = find(headers, name);
    return header != nullptr && header->value == value;
}

} // namespace

std::string write_upgrade(const WebResource &resource, std::string_view host, std::string_view key)
{
    std::string text = "GET " + resource.path + " HTTP/1.1\r\n";
    line(text, "Host", resource.host.empty() ? host : resource.host);
    line(text, "Upgrade", "websocket");
    line(text, "Connection", "Upgrade");
    line(text, "Sec-WebSocket-Key", key);
    line(text, "Sec-WebSocket-Version", "13");
    line(text, "Sec-WebSocket-Protocol", kSip);
    if (!resource.origin.empty())
        line(text, "Origin", resource.origin);
    for (const Header &header : resource.headers)
        line(text, header.name, header.value);
    return text + "\r\n";
}

std::string upgrade_proof(std::string_view key)
{
    return std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
}

std::size_t upgrade_head_size(std::string_view bytes) noexcept
{
    const std::size_t end = bytes.find(kEmptyLine);
    return end == std::string_view::npos ? 0 : end + kEmptyLine.size();
}

// RFC 6455 §4.1, of what a client has to look at. A redirect or a login is not followed: what the host was, was chosen.
std::string upgrade_refusal(std::string_view head, std::string_view accept)
{
    const std::string start = valid_utf8(head.substr(0, head.find("\r\n")));
    if (!start.starts_with("HTTP/1.1 101"))
        return start.starts_with("HTTP/") ? "the server does not open a WebSocket: " + start : "the server does not speak HTTP";
    const std::vector<Header> headers = headers_of(head);
    if (!says(headers, "Upgrade", "websocket") || !says(headers, "Connection", "Upgrade"))
        return "the server upgrades to something else than WebSocket";
    if (!equals(headers, "Sec-WebSocket-Accept", accept))
        return "the server's Sec-WebSocket-Accept is none for our key";
    if (find(headers, "Sec-WebSocket-Extensions") != nullptr)
        return "the server wants an extension of WebSocket that was not offered";
    if (!equals(headers, "Sec-WebSocket-Protocol", kSip))
        return "the server's WebSocket does not carry SIP";
    return {};
}

} // namespace sipreg::core
