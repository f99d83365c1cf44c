// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP URIs: reading and comparing.
#include "registrar/uri.hpp"

#include <algorithm>

namespace registrar {

namespace {

int hex_digit(char c)
{
    const std::string_view digits = "0123456789abcdef";
    const std::size_t at = digits.find(lower({&c, 1}));
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// %41 and A are the same letter.
std::string unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hex_digit(text[i + 1]) : -1;
        const int low = escape ? hex_digit(text[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

/// Everything up to @p mark, which is taken off @p rest together with it; nothing if it does not occur.
std::string_view take_until(std::string_view &rest, std::size_t mark)
{
    const std::string_view taken = rest.substr(0, mark);
    rest.remove_prefix(std::min(rest.size(), mark == std::string_view::npos ? rest.size() : mark + 1));
    return taken;
}

bool read_host_port(std::string_view text, Uri &uri)
{
    const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
    if (bracket == std::string_view::npos)
        return false;
    const std::size_t colon = text.find(':', bracket);
    uri.host = lower(text.substr(0, colon));
    uri.port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    const bool port_ok = colon == std::string_view::npos || number(uri.port).value_or(0x10000) <= 0xFFFF;
    return !uri.host.empty() && port_ok && uri.host.find_first_of(" \t<>\"") == std::string::npos;
}

bool same_value(const Param &a, const Param &b)
{
    return same_word(unescaped(a.value), unescaped(b.value));
}

/// These change the meaning even if only one side has them; others count only where both have them.
bool weighs_alone(const Param &param)
{
    constexpr std::string_view kNames[] = {"user", "ttl", "method", "maddr", "transport"};
    return std::find(std::begin(kNames), std::end(kNames), param.name) != std::end(kNames);
}

bool fits(const Params &these, const Params &those)
{
    return std::all_of(these.begin(), these.end(), [&](const Param &mine) {
        const Param *theirs = find(those, mine.name);
        return theirs ? same_value(mine, *theirs) : !weighs_alone(mine);
    });
}

bool same_headers(const Params &these, const Params &those)
{
    return these.size() == those.size() && std::all_of(these.begin(), these.end(), [&](const Param &mine) {
               const Param *theirs = find(those, mine.name);
               return theirs && same_value(mine, *theirs);
           });
}

} // namespace

std::optional<Uri> read_uri(std::string_view text)
{
    Uri uri;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    uri.scheme = lower(take_until(text, colon));
    if (uri.scheme != "sip" && uri.scheme != "sips")
        return uri; // another kind of address: nothing of it is known
    std::string_view before_headers = take_until(text, text.find('?'));
    uri.headers = read_params(text, '&');
    if (const std::size_t at = before_headers.find('@'); at != std::string_view::npos)
        uri.user = take_until(before_headers, at);
    const std::string_view host_port = take_until(before_headers, before_headers.find(';'));
    uri.params = read_params(before_headers, ';');
    if (!read_host_port(host_port, uri))
        return std::nullopt;
    return uri;
}

bool equivalent(const Uri &a, const Uri &b)
{
    return a.scheme == b.scheme && unescaped(a.user) == unescaped(b.user) && a.host == b.host && a.port == b.port &&
           fits(a.params, b.params) && fits(b.params, a.params) && same_headers(a.headers, b.headers);
}

std::string address_of_record(const Uri &uri)
{
    return uri.scheme + ':' + (uri.user.empty() ? "" : unescaped(uri.user) + '@') + uri.host +
           (uri.port.empty() ? "" : ':' + uri.port);
}

std::optional<NameAddr> read_name_addr(std::string_view text)
{
    const std::vector<std::string_view> parts = split(text, ';');
    std::string_view address = parts.front();
    const std::size_t open = address.rfind('<');
    if (open != std::string_view::npos) {
        if (address.back() != '>')
            return std::nullopt;
        address = address.substr(open + 1, address.size() - open - 2);
    }
    const std::optional<Uri> uri = read_uri(address);
    if (!uri)
        return std::nullopt;
    const std::size_t rest = static_cast<std::size_t>(parts.front().data() + parts.front().size() - text.data());
    return NameAddr{std::string(address), *uri, read_params(text.substr(rest), ';')};
}

} // namespace registrar
