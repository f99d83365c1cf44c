// SPDX-License-Identifier: LGPL-2.1-or-later
// A SIP message as it may be shown.
#include "core/redact.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <initializer_list>

namespace sipreg::core {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kRedacted = "redacted";

// Takes the first line with its end, and the folded lines that belong to it.
std::string_view take_folded_line(std::string_view &rest)
{
    std::size_t end = 0;
    do {
        end = rest.find('\n', end);
        end = end == std::string_view::npos ? rest.size() : end + 1;
    } while (end < rest.size() && (rest[end] == ' ' || rest[end] == '\t'));
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(end);
    return field;
}

bool is_one_of(std::string_view name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char *known) { return iequals(name, known); });
}

// Length of the parameter name that begins here and whose value must not be seen; 0 if none does.
std::size_t secret_name(std::string_view text)
{
    for (const std::string_view name : {"response", "rspauth", "cnonce", "auts"})
        if (iequals(text.substr(0, name.size()), name))
            return name.size();
    return 0;
}

// Length of the value that begins here, quoted or not; an unclosed quote hides all the rest.
std::size_t value_length(std::string_view text)
{
    if (text.empty() || text.front() != '"')
        return std::min(text.find_first_of(", \t\r\n"), text.size());
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

// Length of `name = ` with its spaces; 0 if no "=" follows the name.
std::size_t up_to_value(std::string_view text, std::size_t name)
{
    const std::size_t equals = text.find_first_not_of(kSpace, name);
    if (equals == std::string_view::npos || text[equals] != '=')
        return 0;
    return std::min(text.find_first_not_of(kSpace, equals + 1), text.size());
}

// Names are found wherever they stand, in quotes and within words too: rather too much is hidden than too little.
void append_params(std::string &out, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t name = secret_name(text);
        const std::size_t shown = name != 0 ? up_to_value(text, name) : 0;
        if (shown == 0) {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        out.append(text.substr(0, shown)).append("\"").append(kRedacted).append("\"");
        text.remove_prefix(shown);
        text.remove_prefix(value_length(text));
    }
}

// What follows the name of Authorization: ": scheme credentials". The scheme may be seen, unless it is all there is.
void append_credentials(std::string &out, std::string_view text)
{
    const std::string_view value = trim(text.substr(std::min<std::size_t>(1, text.size())));
    const std::size_t space = value.find_first_of(kSpace);
    const std::string_view scheme = space == std::string_view::npos ? std::string_view() : value.substr(0, space);
    if (value.empty() || iequals(scheme, "Digest"))
        return append_params(out, text);
    out.append(": ").append(scheme).append(scheme.empty() ? "" : " ").append(kRedacted);
}

void append_field(std::string &out, std::string_view field)
{
    const std::size_t colon = std::min(field.find(':'), field.size());
    const std::string_view name = trim(field.substr(0, colon));
    out.append(field.substr(0, colon));
    if (is_one_of(name, {"Authorization", "Proxy-Authorization"}))
        append_credentials(out, field.substr(colon));
    else if (is_one_of(name, {"Authentication-Info", "Proxy-Authentication-Info"}))
        append_params(out, field.substr(colon));
    else
        out.append(field.substr(colon));
}

} // namespace

std::string redact(std::string_view message)
{
    std::string out;
    out.reserve(message.size());
    while (!message.empty()) {
        const std::string_view line = take_folded_line(message);
        const std::size_t end = line.find_last_not_of("\r\n") + 1;
        append_field(out, line.substr(0, end));
        out.append(line.substr(end));
    }
    return out;
}

} // namespace sipreg::core
