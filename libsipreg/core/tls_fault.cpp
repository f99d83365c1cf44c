// SPDX-License-Identifier: LGPL-2.1-or-later
// Why a TLS connection did not come about.
#include "core/tls_fault.hpp"

#include <cstddef>
#include <iterator>

namespace sipreg::core {

const char *name(TlsFault fault) noexcept
{
    static constexpr const char *kNames[] = {
        "none",           "expired",          "not-yet-valid",    "wrong-name",           "unknown-ca",
        "self-signed",    "revoked",          "weak-key",         "wrong-purpose",        "bad-chain",
        "pin-mismatch",   "no-certificate",   "protocol-version", "no-shared-cipher",     "certificate-required",
        "certificate-rejected", "alert",      "not-tls",          "closed",               "timeout",
        "local"};
    static_assert(std::size(kNames) == static_cast<std::size_t>(TlsFault::local) + 1);
    return kNames[static_cast<std::size_t>(fault)];
}

} // namespace sipreg::core
