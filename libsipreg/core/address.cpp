// SPDX-License-Identifier: LGPL-2.1-or-later
// Addresses as text, both ways.
#include "core/address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace sipreg::core {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

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

// What the kernel and a URL take for the name of an interface, or its number.
bool is_zone(std::string_view text)
{
    const auto ok = [](char c) { return c > ' ' && c < '\x7f' && std::string_view("/:%[]").find(c) == std::string_view::npos; };
    return !text.empty() && text.size() < ZoneId().size() && std::all_of(text.begin(), text.end(), ok);
}

} // namespace

bool is_secure(Transport transport) noexcept
{
    switch (transport) {
    case Transport::udp:
    case Transport::tcp:
    case Transport::ws:
        return false;
    case Transport::tls:
    case Transport::wss:
        return true;
    }
    return false;
}

bool is_web(Transport transport) noexcept { return transport == Transport::ws || transport == Transport::wss; }

std::uint16_t default_port(Transport transport) noexcept
{
    switch (transport) {
    case Transport::udp:
    case Transport::tcp:
        return 5060;
    case Transport::tls:
        return 5061;
    case Transport::ws:
        return 80;
    case Transport::wss:
        return 443;
    }
    return 0;
}

const char *name_in_uri(Transport transport) noexcept { return name(is_web(transport) ? Transport::ws : transport); }

const char *name(Transport transport) noexcept
{
    switch (transport) {
    case Transport::udp:
        return "udp";
    case Transport::tcp:
        return "tcp";
    case Transport::tls:
        return "tls";
    case Transport::ws:
        return "ws";
    case Transport::wss:
        return "wss";
    }
    return "";
}

bool is_link_local(const IpAddress &ip) noexcept { return ip.v6 && ip.bytes[0] == 0xfe && (ip.bytes[1] & 0xc0) == 0x80; }

bool lacks_zone(const IpAddress &ip) noexcept { return is_link_local(ip) && !has_zone(ip); }

IpAddress without_zone(IpAddress ip) noexcept
{
    ip.zone = {};
    return ip;
}

std::optional<IpAddress> parse_ip(std::string_view text) noexcept
{
    const bool in_brackets = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    if (in_brackets)
        text = text.substr(1, text.size() - 2);
    char terminated[INET6_ADDRSTRLEN] = {};
    if (text.size() >= sizeof terminated || text.find('\0') != std::string_view::npos)
        return {};
    std::copy(text.begin(), text.end(), terminated);
    IpAddress ip;
    if (!in_brackets && inet_pton(AF_INET, terminated, ip.bytes.data()) == 1)
        return ip;
    ip = {true, {}, {}};
    if (inet_pton(AF_INET6, terminated, ip.bytes.data()) != 1)
        return {};
    return ip;
}

std::optional<IpAddress> parse_zoned_ip(std::string_view text)
{
    const std::size_t percent = text.find('%');
    if (percent == std::string_view::npos)
        return parse_ip(text);
    const bool in_brackets = text.ends_with(']');
    const std::string_view zone = text.substr(percent + 1, text.size() - percent - 1 - in_brackets);
    const std::string_view bare = text.substr(0, percent);
    std::optional<IpAddress> ip = parse_ip(std::string(bare).append(in_brackets ? "]" : ""));
    if (!ip || !is_link_local(*ip) || !is_zone(zone) || bare.ends_with(']'))
        return {};
    std::copy(zone.begin(), zone.end(), ip->zone.begin());
    return ip;
}

std::string to_string(const IpAddress &ip)
{
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(ip.v6 ? AF_INET6 : AF_INET, ip.bytes.data(), text, sizeof text);
    return has_zone(ip) ? std::string(text) + '%' + ip.zone.data() : text;
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
    if (const std::optional<IpAddress> ip = parse_zoned_ip(text))
        return HostPort{to_string(*ip), 0};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    const std::string_view host = text.substr(0, colon);
    const std::optional<IpAddress> ip = parse_zoned_ip(host);
    const std::optional<std::uint16_t> port = parse_port(text.substr(colon + 1));
    // Before a port, an IPv6 address stands in brackets, or nobody knows where it ends.
    if (!ip || !port || (ip->v6 && host.front() != '['))
        return {};
    return HostPort{to_string(*ip), *port};
}

std::optional<std::uint16_t> parse_port(std::string_view text) noexcept
{
    std::uint16_t port = 0;
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc() || stop != end || port == 0 || text.size() > 5)
        return {};
    return port;
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
