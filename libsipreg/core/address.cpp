// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses as text, both ways.
#include "core/address.hpp"

#include <algorithm>
#include <cstdio>
#include <span>

namespace sipreg::core {

namespace {

constexpr std::size_t kGroups = 8; // of an IPv6 address

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

// @p text as a number of @p base with one to @p max_digits digits.
std::optional<unsigned> number(std::string_view text, unsigned base, std::size_t max_digits) noexcept
{
    if (text.empty() || text.size() > max_digits)
        return {};
    unsigned value = 0;
    for (const char c : text) {
        const char low = static_cast<char>(c | 0x20);
        const unsigned digit = c >= '0' && c <= '9'      ? static_cast<unsigned>(c - '0')
                               : low >= 'a' && low <= 'f' ? static_cast<unsigned>(low - 'a' + 10)
                                                          : 99;
        if (digit >= base)
            return {};
        value = value * base + digit;
    }
    return value;
}

// Takes off what stands before the first @p separator; everything if there is none.
std::string_view take_part(std::string_view &text, char separator) noexcept
{
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

bool read_ipv4(std::string_view text, std::span<std::uint8_t> bytes) noexcept
{
    if (std::count(text.begin(), text.end(), '.') != 3)
        return false;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string_view part = take_part(text, '.');
        const std::optional<unsigned> value = number(part, 10, 3);
        // A leading zero means octal to some readers and nothing to others.
        if (!value || *value > 255 || (part.size() > 1 && part.front() == '0'))
            return false;
        bytes[i] = static_cast<std::uint8_t>(*value);
    }
    return true;
}

// Groups between colons into @p bytes; how many bytes that were, or nothing.
std::optional<std::size_t> read_groups(std::string_view text, std::span<std::uint8_t> bytes,
                                       bool ipv4_may_end) noexcept
{
    if (text.empty())
        return 0;
    std::size_t size = 0;
    for (bool more = true; more;) {
        more = text.find(':') != std::string_view::npos;
        const std::string_view part = take_part(text, ':');
        if (!more && ipv4_may_end && size + 4 <= bytes.size() && read_ipv4(part, bytes.subspan(size, 4)))
            return size + 4;
        const std::optional<unsigned> group = number(part, 16, 4);
        if (!group || size + 2 > bytes.size())
            return {};
        bytes[size++] = static_cast<std::uint8_t>(*group >> 8);
        bytes[size++] = static_cast<std::uint8_t>(*group & 0xff);
    }
    return size;
}

// RFC 4291 §2.2.
bool read_ipv6(std::string_view text, std::span<std::uint8_t, 16> bytes) noexcept
{
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos)
        return read_groups(text, bytes, true) == bytes.size();
    std::array<std::uint8_t, 16> tail{};
    const auto before = read_groups(text.substr(0, gap), bytes, false);
    const auto after = read_groups(text.substr(gap + 2), tail, true);
    if (!before || !after || *before + *after > bytes.size() - 2)
        return false;
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(*before), bytes.end(), std::uint8_t{0});
    std::copy_n(tail.begin(), *after, bytes.end() - static_cast<std::ptrdiff_t>(*after));
    return true;
}

unsigned group_at(const IpAddress &ip, std::size_t i) { return ip.bytes[2 * i] * 256u + ip.bytes[2 * i + 1]; }

struct Run {
    std::size_t begin = kGroups, size = 0;
};

// RFC 5952 §4.2: the longest run of two or more zero groups, the first of equals.
Run longest_zero_run(const IpAddress &ip)
{
    Run best, run;
    for (std::size_t i = 0; i < kGroups; ++i) {
        run = group_at(ip, i) != 0 ? Run{} : Run{run.size == 0 ? i : run.begin, run.size + 1};
        if (run.size > best.size)
            best = run;
    }
    return best.size >= 2 ? best : Run{};
}

bool is_mapped(const IpAddress &ip)
{
    return ip.v6 && std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), ip.bytes.begin());
}

// RFC 4291 §2.5.5.2: an IPv4 address as a socket for both families shows it.
IpAddress without_mapping(const IpAddress &ip)
{
    if (!is_mapped(ip))
        return ip;
    IpAddress v4;
    std::copy_n(ip.bytes.begin() + kMappedPrefix.size(), 4, v4.bytes.begin());
    return v4;
}

std::string ipv4_text(std::span<const std::uint8_t> bytes)
{
    std::string text;
    for (std::size_t i = 0; i < 4; ++i)
        text.append(i == 0 ? "" : ".").append(std::to_string(bytes[i]));
    return text;
}

std::string ipv6_text(const IpAddress &ip)
{
    const Run gap = longest_zero_run(ip);
    std::string text;
    for (std::size_t i = 0; i < kGroups; ++i) {
        if (i == gap.begin) {
            text += "::";
            i += gap.size - 1;
            continue;
        }
        char digits[8];
        std::snprintf(digits, sizeof digits, "%x", group_at(ip, i));
        text.append(text.empty() || text.back() == ':' ? "" : ":").append(digits);
    }
    return text;
}

// May a packet have come from there?
bool is_source(const IpAddress &ip)
{
    const auto all = [&](std::uint8_t value, std::size_t size) {
        return std::all_of(ip.bytes.begin(), ip.bytes.begin() + static_cast<std::ptrdiff_t>(size),
                           [&](std::uint8_t byte) { return byte == value; });
    };
    if (ip.v6)
        return !all(0, 16) && ip.bytes[0] != 0xff;
    return !all(0, 4) && !all(255, 4) && (ip.bytes[0] & 0xf0) != 0xe0;
}

} // namespace

const char *name(Transport transport) noexcept
{
    switch (transport) {
    case Transport::udp:
        return "udp";
    case Transport::tcp:
        return "tcp";
    }
    return "";
}

std::optional<IpAddress> parse_ip(std::string_view text) noexcept
{
    IpAddress ip;
    if (read_ipv4(text, ip.bytes))
        return ip;
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    ip = {true, {}};
    if (!read_ipv6(text, ip.bytes))
        return {};
    return ip;
}

std::string to_string(const IpAddress &ip)
{
    if (!ip.v6)
        return ipv4_text(ip.bytes);
    if (is_mapped(ip)) // RFC 5952 §5
        return "::ffff:" + ipv4_text(std::span(ip.bytes).subspan(kMappedPrefix.size()));
    return ipv6_text(ip);
}

std::string bracketed(const IpAddress &ip) { return ip.v6 ? "[" + to_string(ip) + "]" : to_string(ip); }

std::string to_string(const HostPort &address)
{
    const bool v6 = address.host.find(':') != std::string::npos;
    const std::string host = v6 ? "[" + address.host + "]" : address.host;
    return address.port == 0 ? host : host + ":" + std::to_string(address.port);
}

std::optional<HostPort> parse_address(std::string_view text)
{
    if (const std::optional<IpAddress> ip = parse_ip(text))
        return HostPort{to_string(*ip), 0};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    const std::string_view host = text.substr(0, colon);
    const std::optional<IpAddress> ip = parse_ip(host);
    const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
    // Before a port, an IPv6 address stands in brackets, or nobody knows where it ends.
    if (!ip || !port || (ip->v6 && host.front() != '['))
        return {};
    return HostPort{to_string(*ip), *port};
}

std::optional<std::uint16_t> parse_port(std::string_view text) noexcept
{
    const std::optional<unsigned> port = number(text, 10, 5);
    if (!port || *port == 0 || *port > 65535)
        return {};
    return static_cast<std::uint16_t>(*port);
}

std::optional<HostPort> public_address(std::string_view received, std::string_view rport,
                                       std::string_view sent_host, std::uint16_t sent_port)
{
    if (received.empty() && rport.empty())
        return {};
    const std::optional<IpAddress> ip = parse_ip(received.empty() ? sent_host : received);
    const std::optional<std::uint16_t> port = rport.empty() ? sent_port : parse_port(rport);
    if (!ip || !port || *port == 0)
        return {};
    const IpAddress seen = without_mapping(*ip);
    if (!is_source(seen))
        return {};
    return HostPort{to_string(seen), *port};
}

std::string to_string(const Target &target)
{
    return std::string(name(target.transport)) + ":" + bracketed(target.ip) + ":" + std::to_string(target.port);
}

} // namespace sipreg::core
