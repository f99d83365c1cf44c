// SPDX-License-Identifier: LGPL-2.1-or-later
// A place where credentials are asked for: the registrar's 401, a proxy's 407.
#pragma once

#include "registrar/settings.hpp"

#include <functional>

namespace registrar {

struct Gate {
    int status;
    const char *challenge_header, *answer_header;
    std::string realm;
};

/// The gates that a REGISTER has to pass, in this order.
std::vector<Gate> gates(const Settings &settings);

/// Gives the nonce for a challenge of that algorithm.
using NonceSource = std::function<std::string(const std::string &algorithm)>;

Response challenge(const Gate &gate, const Settings &settings, bool stale, const NonceSource &nonce);

struct Admission {
    std::optional<Response> refusal; // nothing: let in
    std::vector<Header> courtesy;    // for the 200
};

Admission admit(const Gate &gate, const Settings &settings, Nonces &nonces, const Request &request, Instant now);

} // namespace registrar
