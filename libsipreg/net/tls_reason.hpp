// SPDX-License-Identifier: LGPL-2.1-or-later
// Why a TLS connection failed, of what was seen of it.
#pragma once

#include "core/reply.hpp"
#include "net/tls_verify.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sipreg::net {

struct Symptoms {
    std::optional<Refusal> refusal; // ours, of the server's certificate
    std::uint8_t alert = 0;         // fatal, from the server; 0: none
    bool was_asked = false;         // for a certificate of ours
    bool has_certificate = false;
    bool trusted = false;           // the handshake was done
    unsigned long error = 0;        // of OpenSSL's queue; 0: none
};

/// @p peer is named in the sentence.
core::Trouble explain(const Symptoms &symptoms, const std::string &peer);

} // namespace sipreg::net
