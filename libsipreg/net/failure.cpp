// SPDX-License-Identifier: LGPL-2.1-or-later
// Why the kernel did not bring something to a peer.
#include "net/failure.hpp"

#include <cerrno>
#include <system_error>

namespace sipreg::net {

namespace {

constexpr struct {
    int error;
    core::Silence silence;
    const char *words; // before the peer's name
} kMeanings[] = {
    {ECONNREFUSED, core::Silence::refused, "connection refused by "},
    {ENETUNREACH, core::Silence::unreachable, "network unreachable: "},
    {EHOSTUNREACH, core::Silence::unreachable, "host unreachable: "},
    {EADDRNOTAVAIL, core::Silence::unreachable, "no local address reaches "},
    {EAFNOSUPPORT, core::Silence::unreachable, "no such address family here: "},
    {ETIMEDOUT, core::Silence::unreachable, "connection timed out to "},
    {ECONNRESET, core::Silence::broken, "connection reset by "},
    {EPIPE, core::Silence::broken, "connection closed by "},
    {0, core::Silence::broken, "connection closed by "},
};

} // namespace

core::Trouble system_failure(int error, const std::string &peer)
{
    for (const auto &meaning : kMeanings)
        if (meaning.error == error)
            return {meaning.silence, meaning.words + peer};
    return {core::Silence::system, std::generic_category().message(error) + ": " + peer};
}

} // namespace sipreg::net
