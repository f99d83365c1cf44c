// SPDX-License-Identifier: LGPL-2.1-or-later
// Why a TLS connection did not come about.
#pragma once

#include <cstdint>

namespace sipreg::core {

enum class TlsFault : std::uint8_t {
    none,
    expired,
    not_yet_valid,
    wrong_name,
    unknown_ca,
    self_signed,
    revoked,
    weak_key,
    wrong_purpose, // of the certificate
    bad_chain,     // whatever else is wrong with it
    pin_mismatch,
    no_certificate, // the server showed none
    protocol_version,
    no_shared_cipher,
    certificate_required, // the server wants one of ours
    certificate_rejected, // ours
    alert,                // any other of the server's
    not_tls,
    closed,   // by the server, before it was done
    timeout,  // the server took too long
    local     // something is wrong here
};

/// "expired", "not-yet-valid", ...; "none".
const char *name(TlsFault fault) noexcept;

} // namespace sipreg::core
