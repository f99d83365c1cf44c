// SPDX-License-Identifier: LGPL-2.1-or-later
// How a WebSocket begins.
#include "core/web_upgrade.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::string_view kEmptyLine = "\r\n\r\n";
constexpr std::string_view kHttp = "HTTP/1.";
constexpr std::string_view kSip = "sip"; // the subprotocol
constexpr std::size_t kMaxHead = 16 << 10;
constexpr std::size_t kMaxReason = 80;

void line(std::string &out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

std::string host_of(const Peer &peer)
{
    if (!peer.web->host.empty())
        return peer.web->host;
    const Target &target = peer.target;
    return to_string(HostPort{peer.domain, target.port == default_port(target.transport) ? std::uint16_t{0} : target.port});
}

bool lists(std::string_view value, std::string_view word)
{
    const std::vector<std::string_view> words = split_outside_quotes(value, ',');
    return std::any_of(words.begin(), words.end(), [&](std::string_view each) { return iequals(trim(each), word); });
}

bool says(const std::vector<Header> &headers, std::string_view name, std::string_view word)
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const Header &header) { return iequals(header.name, name) && lists(header.value, word); });
}

bool has(const std::vector<Header> &headers, std::string_view name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const Header &header) { return iequals(header.name, name); });
}

// Once, and in exactly these words.
bool equals(const std::vector<Header> &headers, std::string_view name, std::string_view value)
{
    std::size_t other = 0, same = 0;
    for (const Header &header : headers)
        if (iequals(header.name, name))
            ++(header.value == value ? same : other);
    return same == 1 && other == 0;
}

// "404 Not Found" of "HTTP/1.1 404 Not Found"; "" if it is no such line.
std::string_view status_of(std::string_view start)
{
    const std::string_view rest = start.substr(std::min(kHttp.size() + 1, start.size())); // behind the minor version
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    const bool has_number = rest.starts_with(' ') && end == 4;
    return start.starts_with(kHttp) && has_number ? rest.substr(1) : std::string_view();
}

// A login or a redirect is not followed: whom to ask was chosen.
Trouble refused(std::string_view status)
{
    if (status.empty())
        return {Silence::refused, "what the server answers to the upgrade is not HTTP"};
    const bool is_shown = status.size() <= kMaxReason && is_clean_text(status);
    const Silence silence = status.front() == '5' ? Silence::refused : Silence::not_upgraded; // for everybody, or for us
    return {silence, "the server opens no WebSocket: " + std::string(is_shown ? status : status.substr(0, 3))};
}

} // namespace

std::string write_upgrade(const Peer &peer, std::string_view key)
{
    const WebResource &web = *peer.web;
    const Secret::Reading headers(web.headers);
    std::string text;
    text.reserve(512 + web.path.size() + web.host.size() + peer.domain.size() + web.origin.size() + headers.text().size());
    text.append("GET ").append(web.path).append(" HTTP/1.1\r\n");
    line(text, "Host", host_of(peer));
    line(text, "Upgrade", "websocket");
    line(text, "Connection", "Upgrade");
    line(text, "Sec-WebSocket-Key", key);
    line(text, "Sec-WebSocket-Version", "13");
    line(text, "Sec-WebSocket-Protocol", kSip);
    if (!web.origin.empty())
        line(text, "Origin", web.origin);
    return text.append(headers.text()).append("\r\n");
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

bool may_be_upgrade_head(std::string_view bytes) noexcept
{
    return bytes.size() <= kMaxHead && bytes.substr(0, kHttp.size()) == kHttp.substr(0, bytes.size());
}

// RFC 6455 §4.1, of what a client has to look at.
std::optional<Trouble> upgrade_refusal(std::string_view head, std::string_view accept)
{
    const std::string_view start = head.substr(0, head.find("\r\n"));
    if (const std::string_view status = status_of(start); !status.starts_with("101"))
        return refused(status);
    const std::vector<Header> headers = headers_of(head);
    const auto because = [](const char *cause) { return Trouble{Silence::refused, cause}; };
    if (!says(headers, "Upgrade", "websocket") || !says(headers, "Connection", "Upgrade"))
        return because("the server upgrades to something else than WebSocket");
    if (!equals(headers, "Sec-WebSocket-Accept", accept))
        return because("the server's Sec-WebSocket-Accept is none for our key");
    if (has(headers, "Sec-WebSocket-Extensions"))
        return because("the server wants an extension of WebSocket that was not offered");
    if (!equals(headers, "Sec-WebSocket-Protocol", kSip))
        return because("the server's WebSocket does not carry SIP");
    return {};
}

} // namespace sipreg::core
