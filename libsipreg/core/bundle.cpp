// SPDX-License-Identifier: LGPL-2.1-or-later
// Several texts as one: a mark, and then each with its length in four bytes before it.
#include "core/bundle.hpp"

#include <cstddef>
#include <cstdint>

namespace sipreg::core {

namespace {

constexpr std::string_view kMark = "bundle 1\n"; // no field of a snapshot begins like this
constexpr std::size_t kLengthSize = 4;

void put_length(std::string &out, std::size_t length)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((length >> shift) & 0xff);
}

std::size_t length_at(std::string_view text)
{
    std::size_t length = 0;
    for (const char byte : text.substr(0, kLengthSize))
        length = length << 8 | static_cast<std::uint8_t>(byte);
    return length;
}

} // namespace

std::string write_bundle(const std::vector<std::string> &parts)
{
    std::string out(kMark);
    for (const std::string &part : parts) {
        put_length(out, part.size());
        out += part;
    }
    return out;
}

std::optional<std::vector<std::string_view>> read_bundle(std::string_view text)
{
    if (!text.starts_with(kMark))
        return {};
    std::vector<std::string_view> parts;
    for (text.remove_prefix(kMark.size()); !text.empty(); text.remove_prefix(parts.back().size())) {
        if (text.size() < kLengthSize)
            return {};
        const std::size_t length = length_at(text);
        text.remove_prefix(kLengthSize);
        if (text.size() < length)
            return {};
        parts.push_back(text.substr(0, length));
    }
    return parts;
}

} // namespace sipreg::core
