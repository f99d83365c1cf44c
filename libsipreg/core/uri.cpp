// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP and SIPS URIs: parsed, written, compared.
#include "core/uri.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace sipreg::core {

namespace {

// What the parts may hold beside letters, digits and escapes (RFC 3261 §25.1); the marks are in all of them.
constexpr std::string_view kUser = "-_.!~*'()&=+$,;?/";
constexpr std::string_view kPassword = "-_.!~*'()&=+$,";
constexpr std::string_view kParam = "-_.!~*'()[]/:&+$";
constexpr std::string_view kHeader = "-_.!~*'()[]/?:+$";

constexpr std::size_t kMaxParams = 64; // they are compared each with each
constexpr std::size_t kMaxHost = 253;  // RFC 1035 §2.3.4
constexpr std::size_t kMaxLabel = 63;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_alpha(c) || is_digit(c); }

int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool is_escape(std::string_view text, std::size_t at)
{
    return text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
}

bool consists_of(std::string_view text, std::string_view others)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_escape(text, at))
            at += 2;
        else if (!is_alphanumeric(text[at]) && others.find(text[at]) == std::string_view::npos)
            return false;
    }
    return true;
}

// Takes off @p text from the first of @p marks on and returns it; nothing if none of them is there.
std::string_view cut_from(std::string_view &text, std::string_view marks)
{
    const std::size_t at = text.find_first_of(marks);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = text.substr(at);
    text = text.substr(0, at);
    return rest;
}

bool read_scheme(std::string_view &text, Uri &uri)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return false;
    const std::string_view scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    uri.secure = iequals(scheme, "sips");
    return uri.secure || iequals(scheme, "sip");
}

bool read_userinfo(std::string_view &text, Uri &uri)
{
    const std::size_t at = text.find('@'); // no other part may hold one unescaped
    if (at == std::string_view::npos)
        return true;
    std::string_view user = text.substr(0, at);
    text.remove_prefix(at + 1);
    std::string_view password = cut_from(user, ":");
    if (!password.empty())
        password.remove_prefix(1);
    uri.user = user;
    uri.password = password;
    return !user.empty() && consists_of(user, kUser) && consists_of(password, kPassword);
}

// "_" stands in no host name of the RFC, but in many that people have.
bool is_label(std::string_view label)
{
    const auto ok = [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; };
    return !label.empty() && label.size() <= kMaxLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), ok);
}

bool is_host_name(std::string_view name)
{
    if (!name.empty() && name.back() == '.')
        name.remove_suffix(1);
    if (name.size() > kMaxHost)
        return false;
    const std::size_t last = name.rfind('.') + 1; // 0 if there is no dot
    // A last label that begins with a digit would make a number of it: "1.2.3", "192.0.2.256".
    if (last >= name.size() || is_digit(name[last]))
        return false;
    while (!name.empty()) {
        const std::string_view rest = cut_from(name, ".");
        if (!is_label(name))
            return false;
        name = rest.empty() ? rest : rest.substr(1);
    }
    return true;
}

bool read_host(std::string_view text, Uri &uri)
{
    const std::optional<std::string> host = parse_host(text);
    uri.host = host.value_or("");
    return host.has_value();
}

bool read_host_port(std::string_view text, Uri &uri)
{
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon == std::string_view::npos)
        return read_host(text, uri);
    const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
    uri.port = port.value_or(0);
    return port && read_host(text.substr(0, colon), uri);
}

bool read_param(std::string_view text, Uri &uri)
{
    const std::string_view value = cut_from(text, "=");
    Param param{std::string(text), {}, !value.empty()};
    if (param.has_value)
        param.value = value.substr(1);
    // RFC 3261 §19.1.1: no name appears twice.
    if (text.empty() || find_param(uri, text) != nullptr || uri.params.size() == kMaxParams)
        return false;
    const bool ok = consists_of(param.name, kParam) && consists_of(param.value, kParam);
    uri.params.push_back(std::move(param));
    return ok;
}

bool read_params(std::string_view text, Uri &uri)
{
    while (!text.empty()) {
        text.remove_prefix(1); // ";"
        const std::string_view rest = cut_from(text, ";");
        if (!read_param(text, uri))
            return false;
        text = rest;
    }
    return true;
}

std::vector<std::string_view> headers_of(std::string_view text)
{
    std::vector<std::string_view> headers;
    while (!text.empty()) {
        const std::string_view rest = cut_from(text, "&");
        headers.push_back(text);
        text = rest.empty() ? rest : rest.substr(1);
    }
    return headers;
}

bool is_header(std::string_view text)
{
    const std::string_view value = cut_from(text, "=");
    return !text.empty() && !value.empty() && consists_of(text, kHeader) && consists_of(value.substr(1), kHeader);
}

bool read_headers(std::string_view text, Uri &uri)
{
    if (text.empty())
        return true;
    uri.headers = text.substr(1); // without "?"
    const std::vector<std::string_view> headers = headers_of(uri.headers);
    return !headers.empty() && uri.headers.back() != '&' && std::all_of(headers.begin(), headers.end(), is_header);
}

bool same_host(const std::string &a, const std::string &b)
{
    const std::optional<IpAddress> left = parse_ip(a), right = parse_ip(b);
    return left && right ? *left == *right : iequals(a, b);
}

bool same_value(const Param &a, const Param &b) { return iequals(unescape(a.value), unescape(b.value)); }

bool must_be_in_both(std::string_view name)
{
    static constexpr std::array kNames = {"user", "ttl", "method", "maddr", "transport"};
    return std::any_of(kNames.begin(), kNames.end(), [&](const char *known) { return iequals(known, name); });
}

// Every parameter of @p a is in @p b the same, or may be missing there.
bool params_agree(const Uri &a, const Uri &b)
{
    return std::all_of(a.params.begin(), a.params.end(), [&](const Param &param) {
        const Param *other = find_param(b, param.name);
        return other != nullptr ? same_value(param, *other) : !must_be_in_both(param.name);
    });
}

// One text for all ways to write the same headers: names in lower case, in order.
std::vector<std::string> comparable_headers(const Uri &uri)
{
    std::vector<std::string> headers;
    for (std::string_view name : headers_of(uri.headers)) {
        const std::string_view value = cut_from(name, "=");
        headers.push_back(to_lower(unescape(name)) + unescape(value));
    }
    std::sort(headers.begin(), headers.end());
    return headers;
}

} // namespace

std::optional<std::string> parse_host(std::string_view text)
{
    const std::optional<IpAddress> ip = parse_ip(text);
    const bool in_brackets = text.starts_with('[');
    if (ip ? ip->v6 != in_brackets : !is_host_name(text))
        return {};
    return std::string(in_brackets ? text.substr(1, text.size() - 2) : text);
}

std::optional<Uri> parse_uri(std::string_view text)
{
    Uri uri;
    if (!read_scheme(text, uri) || !read_userinfo(text, uri))
        return {};
    const std::string_view headers = cut_from(text, "?");
    const std::string_view params = cut_from(text, ";");
    if (!read_host_port(text, uri) || !read_params(params, uri) || !read_headers(headers, uri))
        return {};
    return uri;
}

std::string cut_zone(std::string &uri)
{
    constexpr std::string_view kEscape = "25"; // which is no zone by itself, so without more it is interface 25
    const std::size_t open = uri.find_first_of("[;?", uri.find('@') + 1); // 0 if there is no user part
    const std::size_t percent = uri.find('%', open), close = uri.find(']', open);
    if (open == std::string::npos || uri[open] != '[' || percent >= close || close == std::string::npos)
        return {};
    const std::string zone = uri.substr(percent + 1, close - percent - 1);
    uri.erase(percent, close - percent);
    return zone.starts_with(kEscape) && zone != kEscape ? unescape(std::string_view(zone).substr(kEscape.size())) : zone;
}

std::string to_string(const Uri &uri)
{
    std::string text = uri.secure ? "sips:" : "sip:";
    text += uri.user;
    if (!uri.password.empty())
        text.append(":").append(uri.password);
    if (!uri.user.empty())
        text += '@';
    text += to_string(HostPort{uri.host, uri.port});
    for (const Param &param : uri.params)
        text.append(";").append(param.name).append(param.has_value ? "=" : "").append(param.value);
    if (!uri.headers.empty())
        text.append("?").append(uri.headers);
    return text;
}

std::string unescape(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escaped = is_escape(text, at);
        plain += escaped ? static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) : text[at];
        at += escaped ? 2 : 0;
    }
    return plain;
}

std::string escape_param(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string escaped;
    for (const char c : text) {
        if (is_alphanumeric(c) || kParam.find(c) != std::string_view::npos) {
            escaped += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        escaped.append({'%', kDigits[byte / 16], kDigits[byte % 16]});
    }
    return escaped;
}

bool equivalent(const Uri &a, const Uri &b)
{
    return a.secure == b.secure && a.port == b.port && same_host(a.host, b.host) &&
           unescape(a.user) == unescape(b.user) && unescape(a.password) == unescape(b.password) &&
           params_agree(a, b) && params_agree(b, a) && comparable_headers(a) == comparable_headers(b);
}

const Param *find_param(const Uri &uri, std::string_view name) noexcept
{
    const auto found = std::find_if(uri.params.begin(), uri.params.end(),
                                    [&](const Param &param) { return iequals(param.name, name); });
    return found == uri.params.end() ? nullptr : &*found;
}

std::optional<Transport> transport_param(const Uri &uri) noexcept
{
    const Param *param = find_param(uri, "transport");
    for (const Transport transport : kTransports)
        if (param != nullptr && iequals(param->value, name(transport)))
            return transport;
    return {};
}

} // namespace sipreg::core
