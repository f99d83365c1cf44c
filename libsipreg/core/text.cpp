// SPDX-License-Identifier: LGPL-2.1-or-later
// Words of SIP's grammar.
#include "core/text.hpp"

#include "core/address.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

unsigned char byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_alphanumeric(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9'); }

bool is_token_char(char c)
{
    return is_alphanumeric(c) || std::string_view("-.!%*_+`'~").find(c) != std::string_view::npos;
}

bool is_word_char(char c)
{
    return is_token_char(c) || std::string_view("()<>:\\\"/[]?{}").find(c) != std::string_view::npos;
}

bool is_word(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_word_char);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_continuation(std::string_view text, std::size_t at)
{
    return at < text.size() && (byte(text, at) & 0xC0) == 0x80;
}

// The second byte keeps out overlong forms, surrogates and what lies beyond U+10FFFF (RFC 3629 §4).
bool second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

// Length of the UTF-8 sequence that begins at @p at; 0 if none does.
std::size_t sequence(std::string_view text, std::size_t at)
{
    const unsigned char first = byte(text, at);
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(text, at + i))
            return 0;
    return second_fits(first, byte(text, at + 1)) ? length : 0;
}

} // namespace

bool is_clean_text(std::string_view text) noexcept
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence(text, at);
        if (length == 0 || is_control(text[at]))
            return false;
        at += length;
    }
    return true;
}

bool is_utf8(std::string_view text) noexcept
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::string valid_utf8(std::string_view text)
{
    const auto plain = [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), plain))
        return std::string(text); // ASCII, as nearly all of SIP is
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = text[at] == '\0' ? 0 : sequence(text, at);
        valid += length == 0 ? kReplacement : text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return valid;
}

bool is_token(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_gen_value(std::string_view text)
{
    return is_token(text) || unquote(text) || (text.starts_with('[') && parse_ip(text));
}

bool is_qvalue(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.'))
        return false;
    const char highest = text[0] == '1' ? '0' : '9';
    return std::all_of(text.begin() + std::min<std::ptrdiff_t>(2, std::ssize(text)), text.end(),
                       [&](char c) { return c >= '0' && c <= highest; });
}

bool is_call_id(std::string_view text) noexcept
{
    const std::size_t at = text.find('@');
    const bool local_only = at == std::string_view::npos;
    return text.size() <= 255 && is_word(text.substr(0, at)) && (local_only || is_word(text.substr(at + 1)));
}

std::string_view trim(std::string_view text) noexcept
{
    constexpr std::string_view kSpace = " \t\r\n"; // folded lines too
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string to_lower(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool iequals(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char left, char right) { return lower(left) == lower(right); });
}

std::vector<std::string_view> split_outside_quotes(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    char closing = '\0'; // what ends the quotes or brackets we are in
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (closing != '\0') {
            if (c == '\\' && closing == '"')
                ++at; // whatever is escaped closes nothing
            else if (c == closing)
                closing = '\0';
        } else if (c == separator) {
            parts.push_back(text.substr(begin, at - begin));
            begin = at + 1;
        } else if (c == '"' || c == '<') {
            closing = c == '"' ? '"' : '>';
        }
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string param_value(std::string_view params, std::string_view name)
{
    for (std::string_view param : split_outside_quotes(params, ';')) {
        const std::size_t equals = std::min(param.find('='), param.size());
        if (!iequals(trim(param.substr(0, equals)), name))
            continue;
        const std::string_view value = trim(param.substr(std::min(equals + 1, param.size())));
        return unquote(value).value_or(value.starts_with('"') ? std::string() : std::string(value));
    }
    return {};
}

std::string quote(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

std::optional<std::string> unquote(std::string_view text)
{
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return {};
    text = text.substr(1, text.size() - 2);
    std::string content;
    content.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"')
            return {};
        if (text[at] == '\\' && ++at == text.size())
            return {}; // the closing quote was an escaped one
        if (is_control(text[at]) && text[at] != '\t')
            return {};
        content += text[at];
    }
    return content;
}

} // namespace sipreg::core
