// SPDX-License-Identifier: LGPL-2.1-or-later
// A final answer to REGISTER as the decisions see it.
#pragma once

#include "core/challenge.hpp"
#include "core/tls_fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sipreg::core {

/// One Contact of the answer: a binding at the registrar.
struct Binding {
    std::string uri;
    std::string params; // ";q=0.5;..." as the registrar wrote them
    std::optional<std::uint32_t> expires_s;
    int q_milli = 1000;
    bool own = false;
};

struct Reply {
    int status = 0;
    std::string reason;
    std::vector<Challenge> challenges;
    std::vector<Binding> bindings;
    std::optional<std::uint32_t> expires_s, min_expires_s, retry_after_s;
    std::string via_received, via_rport; // of the topmost Via, as they came
    std::string nextnonce;
    std::string head; // start line and headers as text
};

/// Why no answer came.
enum class Silence { dns, refused, unreachable, broken, timeout, foreign_source, no_transport, system, tls, not_upgraded };

/// The same with its circumstances.
struct Trouble {
    Silence silence = Silence::system;
    std::string cause; // a sentence
    TlsFault tls = TlsFault::none;
    std::uint8_t alert = 0; // number of the TLS alert that the server sent; 0: none
};

} // namespace sipreg::core
