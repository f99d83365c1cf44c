// SPDX-License-Identifier: LGPL-2.1-or-later
// The one STUN request that keeps a UDP flow open, and its answer.
#include "core/stun.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kBindingRequest = "\x00\x01\x00\x00"sv; // and no attributes
constexpr std::string_view kMagicCookie = "\x21\x12\xa4\x42"sv;
constexpr std::size_t kHeader = 20;
constexpr std::size_t kIdAt = 8;

enum : unsigned {
    kSuccess = 0x0101,
    kError = 0x0111, // a peer that answers so is alive too
    kMappedAddress = 0x0001,
    kXorMappedAddress = 0x0020,
    kIpv4 = 1,
    kIpv6 = 2
};

unsigned two_bytes(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint8_t>(bytes[at]) * 256u + static_cast<std::uint8_t>(bytes[at + 1]);
}

// @p mask: the bytes that the address was hidden with, or zeros (RFC 5389 §15.2).
std::optional<Target> read_address(std::string_view value, std::string_view mask)
{
    if (value.size() < 8)
        return {};
    const unsigned family = static_cast<std::uint8_t>(value[1]);
    const std::size_t size = family == kIpv4 ? 4 : family == kIpv6 ? 16 : 0;
    if (size == 0 || value.size() != 4 + size)
        return {};
    Target seen;
    seen.port = static_cast<std::uint16_t>(two_bytes(value, 2) ^ two_bytes(mask, 0));
    seen.ip.v6 = family == kIpv6;
    for (std::size_t i = 0; i < size; ++i)
        seen.ip.bytes[i] = static_cast<std::uint8_t>(value[4 + i] ^ mask[i]);
    return seen;
}

// The hidden address goes before the plain one, which some NATs change on its way.
std::optional<Target> find_address(std::string_view attributes, std::string_view mask)
{
    const std::string zeros(mask.size(), '\0');
    std::optional<Target> plain;
    while (attributes.size() >= 4) {
        const std::size_t size = two_bytes(attributes, 2);
        const std::size_t padded = (size + 3) / 4 * 4;
        if (attributes.size() < 4 + size)
            break;
        const std::string_view value = attributes.substr(4, size);
        const unsigned type = two_bytes(attributes, 0);
        if (type == kXorMappedAddress)
            return read_address(value, mask);
        if (type == kMappedAddress)
            plain = read_address(value, zeros);
        attributes.remove_prefix(std::min(4 + padded, attributes.size()));
    }
    return plain;
}

} // namespace

std::string write_stun_request(std::string_view id)
{
    return std::string(kBindingRequest).append(kMagicCookie).append(id);
}

std::optional<StunAnswer> read_stun_answer(std::string_view datagram)
{
    if (datagram.size() < kHeader || datagram.substr(4, kMagicCookie.size()) != kMagicCookie)
        return {};
    const unsigned type = two_bytes(datagram, 0);
    if ((type != kSuccess && type != kError) || two_bytes(datagram, 2) != datagram.size() - kHeader)
        return {};
    StunAnswer answer;
    answer.id = datagram.substr(kIdAt, kStunIdSize);
    if (type == kSuccess)
        answer.seen = find_address(datagram.substr(kHeader), datagram.substr(4, 16));
    return answer;
}

} // namespace sipreg::core
