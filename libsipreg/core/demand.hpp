// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar demands to be different (420, 421, 439, 494, 555), and what we then write instead.
#pragma once

#include "core/account.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// What was conceded to a registrar so far; each kind once.
struct Concessions {
    enum Kind : std::uint8_t { kDropped = 1, kAdded = 2, kNoOutbound = 4, kSecurity = 8, kNoPush = 16 };
    std::uint8_t made = 0;
    std::string dropped;         // option tags that the registrar does not know
    std::string added;           // option tags that it wants to see as supported
    std::string security_server; // its list, to be sent back (RFC 3329 §2.3.1)

    bool has(Kind kind) const noexcept { return (made & kind) != 0; }
};

/// Takes up what the answer @p status with these headers demands. False if it was conceded before, or cannot be.
bool concede(Concessions &concessions, int status, std::string_view head, const Account &account);

/// Value of the Supported header; "" for none.
std::string supported_value(const Account &account, const Concessions &concessions);

/// The account's own headers, as they may still be sent, with those that a security agreement takes.
std::vector<Header> further_headers(const Account &account, const Concessions &concessions);

/// Whether a Contact header parameter may still be sent.
bool may_send_param(std::string_view name, const Concessions &concessions);

} // namespace sipreg::core
