// SPDX-License-Identifier: LGPL-2.1-or-later
// Another registrar that a 3xx names (RFC 3261 §8.1.3.4).
#pragma once

#include "core/account.hpp"
#include "core/reply.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sipreg::core {

struct Redirect {
    std::string uri; // for the request line
    Hop hop;
    bool foreign = false; // in another domain than the account's registrar
};

/// The best of @p contacts that can be followed, by q and then by order; nothing if none can.
std::optional<Redirect> redirect_of(const Account &account, const std::vector<Binding> &contacts);

} // namespace sipreg::core
