// SPDX-License-Identifier: LGPL-2.1-or-later
// How an account asks for a WebSocket.
#include "core/account.hpp"

#include "base/error.hpp"
#include "core/account_fields.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace sipreg::core {

namespace {

// Of what a request line or a header of a few words may hold without being taken apart in another way.
std::string in_one_word(const char *field, std::string_view text)
{
    const auto is_visible = [](char c) { return c > ' ' && c < 0x7f; };
    std::string taken = clean(field, text);
    if (!std::all_of(taken.begin(), taken.end(), is_visible))
        refuse(field, "holds a space, or what is not ASCII");
    return taken;
}

bool is_of_upgrade(std::string_view name)
{
    static constexpr std::array kOfUpgrade = {"host", "upgrade", "connection", "origin", "content-length", "transfer-encoding"};
    return std::any_of(kOfUpgrade.begin(), kOfUpgrade.end(), [&](const char *each) { return iequals(each, name); }) ||
           to_lower(name).starts_with("sec-websocket-");
}

bool is_host_port(std::string_view text)
{
    const std::optional<Uri> uri = parse_uri("sip:" + std::string(text)); // whose host and port are written alike
    return text.size() <= kMaxText && uri && uri->user.empty() && uri->params.empty() && uri->headers.empty();
}

template <typename Change> void change(Account &account, Change change)
{
    WebResource changed = *account.extras->web;
    change(changed);
    edit(account).web = SharedWebResource(std::move(changed));
}

Secret with_line(const Secret &headers, std::string_view name, std::string_view value)
{
    const Secret::Reading before(headers);
    std::string all;
    const Wiped wiped(all);
    all.reserve(before.text().size() + name.size() + value.size() + 4);
    all.append(before.text()).append(name).append(": ").append(value).append("\r\n");
    if (all.size() > Secret::kMaxLength)
        refuse("websocket header", "all together are longer than 8191 bytes");
    return Secret(all);
}

} // namespace

void set_websocket_path(Account &account, std::string_view path)
{
    if (!path.starts_with('/'))
        refuse("websocket path", "does not begin with \"/\"");
    std::string taken = in_one_word("websocket path", path);
    if (taken.find('#') != std::string::npos)
        refuse("websocket path", "holds a fragment");
    change(account, [&](WebResource &web) { web.path = std::move(taken); });
}

void set_websocket_host(Account &account, std::string_view host)
{
    if (!host.empty() && !is_host_port(host))
        refuse("websocket host", "\"" + valid_utf8(host) + "\" is not host or host:port");
    change(account, [&](WebResource &web) { web.host = host; });
}

void set_websocket_origin(Account &account, std::string_view origin)
{
    std::string taken = in_one_word("websocket origin", origin);
    change(account, [&](WebResource &web) { web.origin = std::move(taken); });
}

void add_websocket_header(Account &account, std::string_view name, std::string_view value)
{
    if (!is_token(name) || name.size() > kMaxText)
        refuse("websocket header", "\"" + valid_utf8(name) + "\" is not a header name");
    if (is_of_upgrade(name))
        refuse("websocket header", "\"" + std::string(name) + "\" belongs to the upgrade itself");
    if (!is_clean_text(value))
        refuse("websocket header", "holds control characters or is not UTF-8");
    change(account, [&](WebResource &web) { web.headers = with_line(web.headers, name, value); });
}

} // namespace sipreg::core
