// SPDX-License-Identifier: LGPL-2.1-or-later
// Why a TLS connection did not come about.
#include "core/tls_fault.hpp"

#include <cstddef>
#include <iterator>

namespace sipreg::core {

const char *name(TlsFault fault) noexcept
{
    static constexpr const char *kNames[] = {
        "none",           "expired",          "not_yet_valid",    "wrong_name",           "unknown_ca",
        "self_signed",    "revoked",          "weak_key",         "wrong_purpose",        "bad_chain",
        "pin_mismatch",   "no_certificate",   "protocol_version", "no_shared_cipher",     "certificate_required",
        "certificate_rejected", "alert",      "not_tls",          "closed",               "timeout",
        "local"};
    static_assert(std::size(kNames) == static_cast<std::size_t>(TlsFault::local) + 1);
    return kNames[static_cast<std::size_t>(fault)];
}

} // namespace sipreg::core
