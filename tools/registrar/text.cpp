// SPDX-License-Identifier: LGPL-2.1-or-later
// Small tools for SIP text.
#include "registrar/text.hpp"

#include <algorithm>
#include <charconv>

namespace registrar {

namespace {

char low(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Knows, character by character, whether it is outside quotes and brackets.
class Nesting {
public:
    bool outside(char c)
    {
        const bool was_escape = escape_;
        escape_ = quoted_ && !was_escape && c == '\\';
        if (c == '"' && !was_escape)
            quoted_ = !quoted_;
        else if (!quoted_ && c == '<')
            bracketed_ = true;
        else if (!quoted_ && c == '>')
            bracketed_ = false;
        return !quoted_ && !bracketed_;
    }

private:
    bool quoted_ = false;
    bool bracketed_ = false;
    bool escape_ = false;
};

} // namespace

std::string_view trim(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), low);
    return result;
}

bool same_word(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return low(x) == low(y); });
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    Nesting nesting;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (nesting.outside(text[i]) && text[i] == separator) {
            parts.push_back(trim(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    parts.push_back(trim(text.substr(begin)));
    return parts;
}

std::string unquote(std::string_view text)
{
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return std::string(text);
    std::string result;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size())
            ++i;
        result += text[i];
    }
    return result;
}

std::string quote(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

std::optional<std::uint32_t> number(std::string_view digits)
{
    std::uint32_t value = 0;
    const char *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

Params read_params(std::string_view text, char separator)
{
    Params params;
    for (const std::string_view part : split(text, separator)) {
        const std::size_t equals = part.find('=');
        if (part.empty())
            continue;
        const bool bare = equals == std::string_view::npos;
        params.push_back({lower(trim(part.substr(0, equals))),
                          bare ? std::string() : std::string(trim(part.substr(equals + 1)))});
    }
    return params;
}

const Param *find(const Params &params, std::string_view name)
{
    const auto found = std::find_if(params.begin(), params.end(), [&](const Param &p) { return p.name == name; });
    return found == params.end() ? nullptr : &*found;
}

} // namespace registrar
