// SPDX-License-Identifier: LGPL-2.1-or-later
// Where packets go and come from: transports, addresses, ports.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

enum class Transport : std::uint8_t { udp, tcp, tls, ws, wss };

inline constexpr std::array kTransports{Transport::udp, Transport::tcp, Transport::tls, Transport::ws, Transport::wss};

/// Nobody on the way can read along.
bool is_secure(Transport transport) noexcept;
/// WebSocket.
bool is_web(Transport transport) noexcept;
/// Where nobody names another (RFC 3261 §19.1.2, RFC 7118 §5).
std::uint16_t default_port(Transport transport) noexcept;

/// "udp", "tcp", "tls", "ws", "wss".
const char *name(Transport transport) noexcept;
/// The same in a URI, where "ws" is both (RFC 7118 §5).
const char *name_in_uri(Transport transport) noexcept;

/// Which link a link-local address is of: an interface, by name or number, with zeros behind it; all zeros: none is said. It
/// means something on this host alone, and never goes onto the wire (RFC 4007 §11.2).
using ZoneId = std::array<char, 16>; // as long as Linux lets a name be

struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{}; // network order; the first four for IPv4
    ZoneId zone{};

    auto operator<=>(const IpAddress &) const = default;
};

/// RFC 4291 §2.5.6: what reaches one link alone, which each interface of a host has.
bool is_link_local(const IpAddress &ip) noexcept;
inline bool has_zone(const IpAddress &ip) noexcept { return ip.zone != ZoneId(); }
/// Nobody can tell which link it is of.
bool lacks_zone(const IpAddress &ip) noexcept;
IpAddress without_zone(IpAddress ip) noexcept;

/// A numeric address, IPv6 with or without brackets; no zone, no port. What others say is read with this.
std::optional<IpAddress> parse_ip(std::string_view text) noexcept;
/// The same, a link-local one perhaps with a zone: "fe80::1%eth0". What this host's user says is read with this.
std::optional<IpAddress> parse_zoned_ip(std::string_view text);

/// "192.0.2.1", "2001:db8::1", "fe80::1%eth0".
std::string to_string(const IpAddress &ip);
/// "192.0.2.1", "[2001:db8::1]".
std::string bracketed(const IpAddress &ip);

struct HostPort {
    std::string host; // IPv6 without brackets, perhaps with a zone
    std::uint16_t port = 0;

    bool operator==(const HostPort &) const = default;
};

/// "192.0.2.1:5060", "[2001:db8::1]:5060"; without ":port" if the port is 0.
std::string to_string(const HostPort &address);

/// A numeric address with or without a port: "192.0.2.1", "192.0.2.1:5060", "2001:db8::1", "[fe80::1%eth0]:5060".
std::optional<HostPort> parse_address(std::string_view text);

/// A port: decimal digits alone, 1..65535.
std::optional<std::uint16_t> parse_port(std::string_view text) noexcept;

/// One place to send to.
struct Target {
    Transport transport = Transport::udp;
    IpAddress ip;
    std::uint16_t port = 0;

    auto operator<=>(const Target &) const = default;
};

/// "udp:192.0.2.1:5060", "tcp:[2001:db8::1]:5060".
std::string to_string(const Target &target);

/// Where the registrar sees us, from the topmost Via of its answer (RFC 3581 §4): `received` and `rport`, each
/// completed by what we sent if it is absent. Nothing if both are absent or one is absurd: a host name, an
/// unspecified or multicast address, a port outside 1..65535.
std::optional<HostPort> public_address(std::string_view received, std::string_view rport,
                                       std::string_view sent_host, std::uint16_t sent_port);

} // namespace sipreg::core
