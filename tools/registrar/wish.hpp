// SPDX-License-Identifier: LGPL-2.1-or-later
// What a REGISTER wants changed, read from its Contact and Expires headers (RFC 3261 §10.3 steps 6 and 7).
#pragma once

#include "registrar/location.hpp"
#include "registrar/settings.hpp"

namespace registrar {

struct Wish {
    int refusal = 0; // status, 0: may be granted
    bool everything = false; // Contact: * with Expires: 0
    std::vector<Binding> bindings; // those with no time to live are to go
};

Wish read_wish(const Request &request, const std::string &aor, const Settings &settings, Instant now);

} // namespace registrar
