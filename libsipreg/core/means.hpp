// SPDX-License-Identifier: LGPL-2.1-or-later
// What there is to answer challenges with, what the account's policy allows of it, and the answer itself.
#pragma once

#include "core/account.hpp"
#include "core/credential.hpp"
#include "core/digest.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sipreg::core {

/// The account, what the application gave beside it, and whether the next hop is reached over TLS.
struct Means {
    const Account &account;
    Purse &purse;
    bool secure = false;

    bool any() const;
    /// What there is not, the application can be asked for.
    bool asks() const { return account.extras->asks_for_credentials; }
    /// The account answers this realm at all.
    bool is_ours(const Challenge &challenge) const;
    /// The policy lets this challenge be answered.
    bool permits(const Challenge &challenge) const;
    /// There is something that answers it. What the application gave goes before what is in the account.
    bool can_answer(const Challenge &challenge) const;
};

struct Presented {
    const Challenge &challenge;
    std::string_view cnonce;
    std::uint32_t nc;
    std::string_view method, uri;
};

/// Value of the Authorization or Proxy-Authorization header, for a challenge that can be answered.
std::string write_answer(const Means &means, const Hashes &hashes, const Presented &presented);

} // namespace sipreg::core
